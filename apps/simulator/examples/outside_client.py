#!/usr/bin/env python3
"""A QFPay client that shares no code with this project, in Python's standard library alone.

It does step by step what QFPay's own samples do: a WeChat QR order (800201) with its enquiry, then the JSAPI flow
(800207) from the OAuth address over consent, code and openid to /q/direct. Where the samples are wrong or contradict
each other it follows docs/qfpay.md: form bodies instead of query strings, an encoded redirect_uri, mchid in every call
if and only if there is one, respcd read as text, MicroMessenger spelt right.

    python3 outside_client.py BASE APP_CODE CLIENT_KEY [MCHID]

Needs a running simulator (npm run simulator). Ends with "N passed, N failed"; exit code 0 when nothing failed.
"""

import datetime
import hashlib
import html.parser
import http.client
import json
import secrets
import sys
import urllib.parse

WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile Safari/537.36 MicroMessenger/8.0.50"
MERCHANT_PAGE = "https://shop.example/wx/return?link=L7&lang=zh-HK"  # never opened: where it leads is read from the redirect
THANKS_PAGE = "https://shop.example/thanks?order=1"


class Checks:
    """Counts what was as expected and says what was not."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def that(self, what, holds, seen=""):
        if holds:
            self.passed += 1
            print(f"  ok    {what}")
        else:
            self.failed += 1
            print(f"  FAIL  {what}   saw: {seen!r}")


def digest(params, key, algorithm="md5"):
    """Names sorted by byte, raw values, key appended without a separator."""
    text = "&".join(f"{name}={params[name]}" for name in sorted(params, key=lambda name: name.encode()))
    return hashlib.new(algorithm, (text + key).encode("utf-8")).hexdigest().upper()


class Http:
    """Plain requests, one connection each; redirects are returned, not followed."""

    def __init__(self, base):
        self.base = urllib.parse.urlsplit(base)

    def send(self, method, target, body=None, headers=None):
        kind = http.client.HTTPSConnection if self.base.scheme == "https" else http.client.HTTPConnection
        connection = kind(self.base.hostname, self.base.port, timeout=20)
        try:
            connection.request(method, target, body=body, headers=headers or {})
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()


class QFPay:
    """The calls of the samples, signed."""

    def __init__(self, base, app_code, key, mchid, checks):
        self.http = Http(base)
        self.app_code, self.key, self.mchid, self.checks = app_code, key, mchid, checks

    def with_mchid(self, params):
        return {**params, "mchid": self.mchid} if self.mchid else dict(params)

    def headers(self, params, algorithm="md5"):
        headers = {"X-QF-APPCODE": self.app_code, "X-QF-SIGN": digest(params, self.key, algorithm)}
        return headers if algorithm == "md5" else {**headers, "X-QF-SIGNTYPE": algorithm.upper()}

    def post(self, path, params, algorithm="md5"):
        params = self.with_mchid(params)
        headers = {**self.headers(params, algorithm), "Content-Type": "application/x-www-form-urlencoded"}
        return self.read(self.http.send("POST", path, urllib.parse.urlencode(params), headers))

    def get(self, path, params):
        params = self.with_mchid(params)
        return self.read(self.http.send("GET", path + "?" + urllib.parse.urlencode(params), None, self.headers(params)))

    def read(self, answered):
        status, headers, body = answered
        self.checks.that("business answers come with HTTP 200", status == 200, status)
        signed = hashlib.md5(body + self.key.encode()).hexdigest().upper()
        self.checks.that("the answer is signed over its raw bytes", headers.get("x-qf-sign") in (None, signed), headers.get("x-qf-sign"))
        return json.loads(body)

    def oauth_target(self, redirect_uri):
        params = self.with_mchid({"app_code": self.app_code, "redirect_uri": redirect_uri})
        return "/tool/v1/get_weixin_oauth_code?" + urllib.parse.urlencode({**params, "sign": digest(params, self.key)})


class Form(html.parser.HTMLParser):
    """The hidden fields and the address of the one form on a page."""

    def __init__(self, markup):
        super().__init__()
        self.action, self.fields, self.decisions = "", {}, []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            self.action = values.get("action", "")
        if tag == "input" and values.get("type") == "hidden":
            self.fields[values["name"]] = values.get("value", "")
        if tag == "button" and values.get("name") == "decision":
            self.decisions.append(values.get("value"))


class Customer:
    """The customer's browser: WeChat's, unless another one is asked for."""

    def __init__(self, base):
        self.http = Http(base)

    def open(self, target, agent=WECHAT):
        status, headers, body = self.http.send("GET", self.local(target), None, {"User-Agent": agent, "Accept-Language": "en"})
        return status, headers.get("location", ""), body.decode("utf-8")

    def decide(self, form, decision):
        body = urllib.parse.urlencode({**form.fields, "decision": decision})
        headers = {"User-Agent": WECHAT, "Content-Type": "application/x-www-form-urlencoded"}
        status, answer, _ = self.http.send("POST", self.local(form.action), body, headers)
        return status, answer.get("location", "")

    @staticmethod
    def local(target):
        parts = urllib.parse.urlsplit(target)
        return urllib.parse.urlunsplit(("", "", parts.path, parts.query, ""))


def now_text():
    """24-hour wall clock at UTC+8, whatever zone this machine is in."""
    zone = datetime.timezone(datetime.timedelta(hours=8))
    return datetime.datetime.now(zone).strftime("%Y-%m-%d %H:%M:%S")


def new_number(prefix):
    return f"{prefix}{secrets.randbelow(10**16):016d}"


def pay_by_qr(qfpay, customer, checks):
    print("1. WeChat QR order, pay_type 800201")
    number = new_number("QR")
    order = {"txamt": "301", "txcurrcd": "HKD", "pay_type": "800201", "out_trade_no": number, "txdtm": now_text(), "goods_name": "凍檸茶 & 蛋撻"}
    made = qfpay.post("/trade/v1/payment", order)
    checks.that("the order is made: respcd 0000 as text", made.get("respcd") == "0000", made)
    checks.that("there is a QR code for WeChat", made.get("qrcode", "").startswith("weixin://wxpay/bizpayurl?pr="), made.get("qrcode"))
    checks.that("the request is echoed, txamt as text", (made.get("txamt"), made.get("out_trade_no")) == ("301", number), made)
    syssn = made.get("syssn", "")
    checks.that("syssn has 26 digits and begins with the day of sysdtm", len(syssn) == 26 and syssn.isdigit() and syssn[:8] == made["sysdtm"][:10].replace("-", ""), syssn)

    print("2. Enquiry: not paid yet")
    rows = qfpay.post("/trade/v1/query", {"syssn": syssn}, "sha256").get("data", [])
    checks.that("one row, 1143", [row["respcd"] for row in rows] == ["1143"], rows)

    print("3. The customer scans the code on the simulated phone and pays")
    status, _, page = customer.open("/phone/pay?code=" + urllib.parse.quote(made["qrcode"], safe=""))
    form = Form(page)
    checks.that("the phone shows the amount and asks", status == 200 and "HKD 3.01" in page and "pay" in form.decisions, page)
    status, _ = customer.decide(form, "pay")
    checks.that("paying is accepted", status == 303, status)

    print("4. Enquiry: paid")
    window = {"start_time": made["sysdtm"], "end_time": made["sysdtm"]}
    rows = qfpay.post("/trade/v1/query", {"out_trade_no": number, **window}).get("data", [])
    checks.that("the row says 0000, cancel 0, a payment of 301", [(row["respcd"], row["cancel"], row["order_type"], row["txamt"]) for row in rows] == [("0000", "0", "payment", "301")], rows)
    return syssn


def refuse_bad_calls(qfpay, checks):
    print("5. What QFPay refuses")
    order = {"txamt": "10", "txcurrcd": "HKD", "pay_type": "800201", "out_trade_no": new_number("BAD"), "txdtm": now_text()}
    params = qfpay.with_mchid(order)
    headers = {"X-QF-APPCODE": qfpay.app_code, "X-QF-SIGN": digest(params, "not the key"), "Content-Type": "application/x-www-form-urlencoded"}
    _, _, body = qfpay.http.send("POST", "/trade/v1/payment", urllib.parse.urlencode(params), headers)
    checks.that("a wrong signature is 1108", json.loads(body)["respcd"] == "1108", body)
    other = {name: value for name, value in params.items() if name != "mchid"} if qfpay.mchid else {**params, "mchid": "ZaMVg12345"}
    _, _, body = qfpay.http.send("POST", "/trade/v1/payment", urllib.parse.urlencode(other), {**headers, "X-QF-SIGN": digest(other, qfpay.key)})
    checks.that("mchid against what was issued is 1108", json.loads(body)["respcd"] == "1108", body)
    _, _, body = qfpay.http.send("POST", "/trade/v1/payment?" + urllib.parse.urlencode(params), "", qfpay.headers(params))
    checks.that("parameters in the query string are tolerated, as the JSAPI sample sends them", json.loads(body)["respcd"] == "0000", body)


def pay_by_jsapi(qfpay, customer, checks):
    print("6. JSAPI: the customer opens the OAuth address")
    target = qfpay.oauth_target(MERCHANT_PAGE)
    status, location, page = customer.open(target, agent="Mozilla/5.0 Firefox/130.0")
    checks.that("outside WeChat there is a page that says so and no redirect", status == 200 and location == "" and "WeChat" in page, status)
    status, location, _ = customer.open(target)
    checks.that("inside WeChat it leads to the consent page", status == 302 and location != "", (status, location))
    status, _, page = customer.open(location)
    form = Form(page)
    checks.that("the consent page asks to allow or deny", status == 200 and form.decisions == ["allow", "deny"], page)
    _, location = customer.decide(form, "deny")
    checks.that("denying returns without a code", location == MERCHANT_PAGE, location)
    status, location = customer.decide(form, "allow")
    back = urllib.parse.parse_qs(urllib.parse.urlsplit(location).query)
    code = back.get("code", [""])[0]
    checks.that("allowing returns to redirect_uri with its own query kept and a code", status == 302 and back.get("link") == ["L7"] and code.startswith("011"), location)

    print("7. The server exchanges the code for the openid")
    got = qfpay.get("/tool/v1/get_weixin_openid", {"code": code})
    openid = got.get("openid", "")
    checks.that("an openid of 28 characters that begins with o", got.get("respcd") == "0000" and len(openid) == 28 and openid[0] == "o", got)
    checks.that("the code works once", qfpay.get("/tool/v1/get_weixin_openid", {"code": code}).get("respcd") != "0000")

    print("8. WeChat JSAPI order, pay_type 800207")
    order = {"txamt": "1250", "txcurrcd": "HKD", "pay_type": "800207", "out_trade_no": new_number("JS"), "txdtm": now_text(), "sub_openid": openid}
    made = qfpay.post("/trade/v1/payment", order)
    params = made.get("pay_params", {})
    checks.that("the order is made", made.get("respcd") == "0000", made)
    checks.that("pay_params has its six names", sorted(params) == ["appId", "nonceStr", "package", "paySign", "signType", "timeStamp"], params)

    print("9. The customer is sent to /q/direct and confirms")
    shown = {"mchntnm": "寵物店 Pet Shop", "txamt": "1250", "currency": "HKD", "goods_name": "Tea", "redirect_url": THANKS_PAGE}
    status, _, _ = customer.open("/q/direct?" + urllib.parse.urlencode(shown))
    checks.that("without pay_params the page refuses", status == 400, status)
    status, _, page = customer.open("/q/direct?" + urllib.parse.urlencode({**shown, "txamt": "1", **params}))
    checks.that("a link that shows another amount is flagged", "HKD 0.01" in page and "HKD 12.50" in page, page)
    status, _, page = customer.open("/q/direct?" + urllib.parse.urlencode({**shown, **params}))
    form = Form(page)
    checks.that("the cashier shows shop and amount", status == 200 and "寵物店 Pet Shop" in page and "HKD 12.50" in page, page)
    status, location = customer.decide(form, "pay")
    _, _, page = customer.open(location)
    checks.that("after paying it leads to redirect_url", status == 302 and THANKS_PAGE.split("?")[0] in page, page)
    rows = qfpay.post("/trade/v1/query", {"syssn": made["syssn"]}).get("data", [])
    checks.that("the row says 0000 and names the payer", [(row["respcd"], row["cardcd"]) for row in rows] == [("0000", openid)], rows)


def refund_and_close(qfpay, syssn, checks):
    print("10. Refund a part, close an unpaid order")
    back = qfpay.post("/trade/v1/refund", {"syssn": syssn, "out_trade_no": new_number("RF"), "txamt": "100", "txdtm": now_text()})
    checks.that("the refund is done, or refused by the clock (1265)", back.get("respcd") in ("0000", "1265"), back)
    order = {"txamt": "500", "txcurrcd": "HKD", "pay_type": "800201", "out_trade_no": new_number("CL"), "txdtm": now_text()}
    qfpay.post("/trade/v1/payment", order)
    named = {name: order[name] for name in ("out_trade_no", "txamt", "txdtm")}
    checks.that("an unpaid order closes", qfpay.post("/trade/v1/close", named).get("respcd") == "0000")
    checks.that("closing again says 1142", qfpay.get("/trade/v1/close", named).get("respcd") == "1142")


def main():
    if len(sys.argv) not in (4, 5):
        print(__doc__)
        return 2
    base, app_code, key = sys.argv[1:4]
    mchid = sys.argv[4] if len(sys.argv) == 5 else None
    checks = Checks()
    qfpay, customer = QFPay(base, app_code, key, mchid, checks), Customer(base)
    try:
        syssn = pay_by_qr(qfpay, customer, checks)
        refuse_bad_calls(qfpay, checks)
        pay_by_jsapi(qfpay, customer, checks)
        refund_and_close(qfpay, syssn, checks)
    except (OSError, ValueError, KeyError) as problem:
        checks.that("every step could be done", False, problem)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
