export const LEFT_OUT = "(left out)";

/** Fields that name a person or let somebody pay or sign: the payer's ids, identity papers, codes that serve once, signatures. */
const PERSONAL =
  /("(?:cardcd|openid|sub_openid|outcardnm|customer_source|extend_info|code|sign|paySign|qrcode)"\s*:\s*)("(?:[^"\\]|\\.)*"?|[\d.eE+-]+)/gi;

/** A body as staff may read it on screen: as it came, but for the values of personal fields. What is no JSON stays as it is. */
export function maskedText(raw: string): string {
  return raw.replaceAll(PERSONAL, `$1"${LEFT_OUT}"`);
}
