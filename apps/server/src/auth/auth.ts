import type { Database } from "@tillbook/db/client";
import { prismaOn } from "@tillbook/db/prisma";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";

export type Auth = ReturnType<typeof createAuth>;

/**
 * Sessions and passwords by better-auth on our own tables. Nobody signs up by themselves: an owner invites.
 * Identity comes from the session row only, never from a header. docs/decisions/0006-auth.md
 */
export function createAuth(options: { db: Database; secret: string; publicUrl: string }) {
  return betterAuth({
    appName: "Tillbook",
    baseURL: options.publicUrl,
    secret: options.secret,
    database: prismaAdapter(prismaOn(options.db.pool), { provider: "postgresql" }),
    trustedOrigins: [options.publicUrl],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    user: { modelName: "authUser" },
    session: { modelName: "authSession", expiresIn: 12 * 60 * 60, disableSessionRefresh: true },
    account: { modelName: "authCredential" },
    verification: { modelName: "authVerification" },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "authRateLimit",
      window: 60,
      max: 100,
      customRules: { "/sign-in/email": { window: 60, max: 20 } },
    },
    advanced: {
      cookiePrefix: "tillbook",
      useSecureCookies: options.publicUrl.startsWith("https:"),
      ipAddress: { ipAddressHeaders: ["x-tillbook-address"] }, // set by our own route from the socket
    },
    telemetry: { enabled: false },
  });
}

/** Makes a person who can sign in, or answers the one who already has this address. */
export async function ensurePerson(auth: Auth, person: { email: string; name: string; password: string }): Promise<string> {
  const context = await auth.$context;
  const known = await context.internalAdapter.findUserByEmail(person.email);
  if (known) return known.user.id;
  const user = await context.internalAdapter.createUser(
    { email: person.email, name: person.name, emailVerified: true },
    { method: "admin" },
  );
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: "credential",
    accountId: user.id,
    password: await context.password.hash(person.password),
  });
  return user.id;
}
