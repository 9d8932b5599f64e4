import { createPrivateKey } from "node:crypto";

/** The two certificates below belong to this key, which is no secret: thirty-two times the byte 1. */
export const TEST_KEY = createPrivateKey({
  key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, 1)]),
  format: "der",
  type: "pkcs8",
}).export({ format: "pem", type: "pkcs8" });

/** Names gateway.test, signed by itself, valid from 2020 to 2120. */
export const VALID_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIH5MIGsoAMCAQICAQEwBQYDK2VwMBcxFTATBgNVBAMMDGdhdGV3YXkudGVzdDAg
Fw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFzEVMBMGA1UEAwwMZ2F0
ZXdheS50ZXN0MCowBQYDK2VwAyEAiojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SI
AbQPb1yjGzAZMBcGA1UdEQQQMA6CDGdhdGV3YXkudGVzdDAFBgMrZXADQQA+tcUi
2s07xjgaWvfCoEtuKEediuAzIvRrbkq2r3WjXA5vkvCzExrvMf6kMLSCtrgfMvqi
x3ynVgn365jnSqIJ
-----END CERTIFICATE-----
`;

/** The same name and key, valid in the year 2000 only. */
export const EXPIRED_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIH3MIGqoAMCAQICAQIwBQYDK2VwMBcxFTATBgNVBAMMDGdhdGV3YXkudGVzdDAe
Fw0wMDAxMDEwMDAwMDBaFw0wMTAxMDEwMDAwMDBaMBcxFTATBgNVBAMMDGdhdGV3
YXkudGVzdDAqMAUGAytlcAMhAIqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0
D29coxswGTAXBgNVHREEEDAOggxnYXRld2F5LnRlc3QwBQYDK2VwA0EA0CsaG6xt
SfMTCnMfiTC+Rkw4yCcD6AH/dqDD4AjzfyJiKs5FHfeH02aB83GqYSMFc3YyUDk5
KykW/fUAB4bDBg==
-----END CERTIFICATE-----
`;
