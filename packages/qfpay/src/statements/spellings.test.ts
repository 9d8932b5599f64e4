import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COLUMNS, found, row, statement } from "./testing/statement-text.ts";

const VALUES = { remark: "退款：樽頸位", out_trade_no: "TB-101", syssn: "20260310000200020000000101" };
const plain = statement(
  row(VALUES),
  row({ ...VALUES, syssn: "20260310000200020000000102", remark: "" }),
  "#TOTAL,HKD,2,176.00,1.40,174.60",
);
const GB18030 = new Map([..."退款：樽頸位"].map((sign, at) => [sign, ["cdcb", "bfee", "a3ba", "e9d7", "ee69", "cebb"][at] ?? ""]));

function gb18030(text: string): Buffer {
  return Buffer.concat(
    [...text].map((sign) => (GB18030.has(sign) ? Buffer.from(GB18030.get(sign) ?? "", "hex") : Buffer.from(sign, "latin1"))),
  );
}

function utf16be(text: string): Buffer {
  return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
}

describe("one content in many spellings", () => {
  const backticks = [COLUMNS.join(","), row(VALUES), row({ ...VALUES, syssn: "20260310000200020000000102", remark: "" })].map((line, at) =>
    at === 0 ? line : `\`${line.split(",").join(",`")}`,
  );
  const spellings: Record<string, [Buffer | string, string]> = {
    "with a byte order mark and CRLF": [`\ufeff${plain.replaceAll("\n", "\r\n")}`, "UTF-8-BOM"],
    "in GB18030, every value behind a backtick": [gb18030([...backticks, "#TOTAL,HKD,2,176.00,1.40,174.60"].join("\n")), "GB18030"],
    "in UTF-16LE, between tabs": [Buffer.from(`\ufeff${plain.replaceAll(",", "\t")}`, "utf16le"), "UTF-16LE"],
    "in UTF-16BE": [utf16be(plain), "UTF-16BE"],
    "between semicolons": [plain.replaceAll(",", ";"), "UTF-8"],
    "between pipes": [plain.replaceAll(",", "|"), "UTF-8"],
    "with blanks around values": [plain.replaceAll(",HKD,", ",\t HKD\u00a0,").replaceAll(",TB-101,", ",\u00a0TB-101 ,"), "UTF-8"],
    "with full-width digits and colons": [plain.replaceAll("88.00", "８８.００").replaceAll("12:00:00", "12：00：00"), "UTF-8"],
    "with an apostrophe before numbers, currency signs and separators": [
      plain.replaceAll(",2026031", ",'2026031").replaceAll(",88.00", ",HK$88.00"),
      "UTF-8",
    ],
    "with its rows in another order": [
      plain
        .split("\n")
        .toSpliced(1, 2, ...plain.split("\n").slice(1, 3).toReversed())
        .join("\n"),
      "UTF-8",
    ],
    "with rates and dates written differently": [plain.replaceAll("0.80%", "0.0080").replaceAll("2026-03-10,", "2026/03/10,"), "UTF-8"],
  };

  for (const [name, [content, encoding]] of Object.entries(spellings)) {
    it(`is the same ${name}`, async () => {
      const [first, other] = [await found(plain), await found(content)];
      expect(other.encoding).toBe(encoding);
      expect(other.reading.failedRows).toEqual([]);
      expect(other.reading.controlTotals).toBe("OK");
      expect(other.reading.contentHash).toBe(first.reading.contentHash);
    });
  }

  it("is another content when a single cent, number or remark changes", async () => {
    const { reading } = await found(plain);
    for (const other of [
      plain.replace(",88.00", ",88.01"),
      plain.replace("TB-101", "tb-101"),
      plain.replace("退款", "退货"),
      plain.replace("B1", "B01"),
    ]) {
      expect((await found(other)).reading.contentHash).not.toBe(reading.contentHash);
    }
  });

  it("leaves commas, quotes and JSON alone behind backticks", async () => {
    const remark = '大單,VIP "金", {"a":1}';
    const text = [COLUMNS.join(","), `\`${row().split(",").slice(0, -1).join(",`")},\`${remark}`].join("\n");
    expect((await found(text)).lines[0]?.line.remark).toBe(remark);
  });

  it("survives a round trip of any text through quotes, in pieces of any size", async () => {
    const texts = fc.array(
      fc.string({ unit: "grapheme", maxLength: 20 }).filter((text) => !text.includes("\r") && !text.includes("\0")),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(texts, async (remarks) => {
        const { lines, reading } = await found(statement(...remarks.map((remark) => row({ remark }))));
        expect(reading.failedRows).toEqual([]);
        expect(lines.map(({ line }) => line.remark)).toEqual(remarks.map((remark) => remark.trim()));
      }),
    );
  });
});
