import { openapiDocument } from "@tillbook/api/merchants-api";
import Fastify from "fastify";
import { expect, it } from "vitest";
import { docsRoute } from "./route.ts";

const app = Fastify();
docsRoute(app, JSON.parse(JSON.stringify(openapiDocument("https://pay.example.com"))));

it.each([
  ["/docs", undefined, "en", "Ask a customer for money"],
  ["/docs", "zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant", "向顧客收款"],
  ["/docs", "zh-CN", "zh-Hans", "向顾客收款"],
  ["/docs?lang=zh-Hant", "en-GB", "zh-Hant", "向顧客收款"],
  ["/docs?lang=en", "zh-HK", "en", "Ask a customer for money"],
  ["/docs?lang=%22%3E%3Cscript%3E", "zh-CN", "zh-Hans", "向顾客收款"],
])("is read at %s by a browser that asks for «%s» in %s", async (url, wanted, lang, words) => {
  const answer = await app.inject({ url, headers: wanted === undefined ? {} : { "accept-language": wanted } });
  expect(answer.headers).toMatchObject({ "content-type": "text/html; charset=utf-8", vary: "accept-language" });
  expect(answer.body).toContain(`<html lang="${lang}">`);
  expect(answer.body).toContain(words);
});
