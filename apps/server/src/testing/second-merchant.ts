import { newId } from "@tillbook/api/orders";
import type { Role } from "@tillbook/domain/staff";
import { ensurePerson } from "../auth/index.ts";
import { type Desk, signIn } from "./desk.ts";
import type { World } from "./world.ts";

/** Another merchant on the same server: an organisation, an account and one person of its own, signed in. */
export async function openSecondMerchant(world: World, role: Role = "owner"): Promise<{ accountId: string; desk: Desk }> {
  const { db, auth, vault } = world.deps;
  const [own] = await db.read.accounts.all();
  if (!own) throw new Error("the world has no account");
  const account = {
    ...own,
    id: newId(),
    organisationId: newId(),
    name: "The Shop Next Door",
    appCode: "NEXTDOOR",
    sealedClientKey: vault.seal("the key next door"),
  };
  await db.read.accounts.insertOrganisation({ id: account.organisationId, name: account.name, createdAt: world.now() });
  await db.read.accounts.insert(account, world.now());
  const person = { email: "neighbour@demo.test", name: "Kit Lau", password: "neighbour-demo-2026" };
  await db.read.accounts.join(await ensurePerson(auth, person), account.organisationId, role);
  return { accountId: account.id, desk: await signIn(world.url, person) };
}
