export { idBatches } from "./batches.ts";
export { enquirePages, type WideEnquiry } from "./enquire-pages.ts";
export { type Enquiry, type EnquiryPage, enquire, enquirySchema } from "./enquiry.ts";
export type { Cancel, TransactionRow } from "./row.ts";
export { type EnquiryWindow, monthWindows } from "./windows.ts";
