import { useRef } from "react";

/** A version 4 UUID. `crypto.randomUUID` needs a secure context and newer browsers than we serve. */
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes]
    .map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, "0"))
    .join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * Names a command so that sending it twice acts once: the same content keeps its id until `settled` is called,
 * so a second tap or a retry after a lost answer is recognised by the server.
 */
export function useRequestId(): { idFor(command: object): string; settled(): void } {
  const last = useRef<{ content: string; id: string } | null>(null);
  return {
    idFor(command) {
      const content = JSON.stringify(command);
      if (last.current?.content !== content) last.current = { content, id: newRequestId() };
      return last.current.id;
    },
    settled() {
      last.current = null;
    },
  };
}
