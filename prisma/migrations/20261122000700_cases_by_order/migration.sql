-- An order's cases are shown with it, and orders of which a person must decide something are found by them.
CREATE INDEX "PaymentCase_orderId_idx" ON "PaymentCase"("orderId");
