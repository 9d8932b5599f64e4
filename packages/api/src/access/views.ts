import type { ApiKeyStanding } from "@tillbook/domain/access";
import type { Scope } from "@tillbook/domain/staff";

/** An API key as owners see it: everything but the key. Instants are ISO text. */
export type ApiKeyView = {
  id: string;
  name: string;
  /** Its first characters. */
  prefix: string;
  scopes: readonly Scope[];
  standing: ApiKeyStanding;
  createdBy: string;
  createdAt: string;
  expiresAt: string | null;
  /** To the minute. */
  lastUsedAt: string | null;
  revokedAt: string | null;
  revokedBy: string | null;
};

/** A new key, this once in the clear. */
export type NewApiKeyView = { key: string; view: ApiKeyView };
