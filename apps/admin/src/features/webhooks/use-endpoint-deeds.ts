import { useMutation, useQueryClient } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";

/** What can be done with an endpoint. Each deed brings the list and the log up to date; `error` is of the last that failed. */
export function useEndpointDeeds() {
  const cache = useQueryClient();
  const refresh = { onSuccess: () => void cache.invalidateQueries({ queryKey: trpc.webhooks.pathKey() }) };
  const pause = useMutation(trpc.webhooks.pause.mutationOptions(refresh));
  const resume = useMutation(trpc.webhooks.resume.mutationOptions(refresh));
  const sendTest = useMutation(trpc.webhooks.sendTest.mutationOptions(refresh));
  const rotate = useMutation(trpc.webhooks.rotateSecret.mutationOptions(refresh));
  const remove = useMutation(trpc.webhooks.remove.mutationOptions(refresh));
  const error = pause.error ?? resume.error ?? sendTest.error ?? rotate.error ?? remove.error;
  return { pause, resume, sendTest, rotate, remove, error };
}
