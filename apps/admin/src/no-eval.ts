import { z } from "zod";

// zod would otherwise try `new Function`, which our content security policy forbids. Imported before anything that has a schema.
z.config({ jitless: true });
