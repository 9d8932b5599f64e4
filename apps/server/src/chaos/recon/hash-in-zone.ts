// Prints the hashes of random days, one a line, in the time zone that it was started in: `hash-in-zone.ts DATABASE-URL SEED DAYS`.
import { connect } from "@tillbook/db/client";
import { ARRIVALS } from "./arrivals.ts";
import { hashOf } from "./same-hash.ts";

const [databaseUrl = "", seed = "1", days = "1"] = process.argv.slice(2);
const db = connect(databaseUrl, { maxConnections: 2, onError: () => undefined });
for (let n = 0; n < Number(days); n += 1) console.log(await hashOf(db, Number(seed) + n, ARRIVALS["as printed"]));
await db.close();
