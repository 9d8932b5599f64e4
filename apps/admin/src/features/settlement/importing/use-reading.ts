import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ImportView } from "@tillbook/api/settlement";
import { staffClient, trpc } from "../../../lib/trpc.ts";
import { type HowToRead, previewStatement, uploadStatement } from "../upload.ts";

type SavedUnder = { signature: string };

/** Trying how a file reads, and taking it in; a mapping is saved first, under its header, so that the next such file needs nobody. */
export function useReading(file: File, onImported: (result: ImportView) => void) {
  const cache = useQueryClient();
  const preview = useMutation({ mutationFn: (how: HowToRead) => previewStatement(file, how) });
  const take = useMutation({
    mutationFn: async ({ how, save }: { how: HowToRead; save?: SavedUnder }) => {
      if (save !== undefined && how.mapping !== undefined)
        await staffClient.settlement.saveMapping.mutate({ signature: save.signature, mapping: how.mapping });
      return uploadStatement(file, how);
    },
    onSuccess: (result) => {
      void cache.invalidateQueries({ queryKey: trpc.settlement.pathKey() });
      void cache.invalidateQueries({ queryKey: trpc.reconciliation.pathKey() });
      onImported(result);
    },
  });
  return { preview, take };
}
