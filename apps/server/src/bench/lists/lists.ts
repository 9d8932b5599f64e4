import { startEmbedded } from "@tillbook/db/embedded";
