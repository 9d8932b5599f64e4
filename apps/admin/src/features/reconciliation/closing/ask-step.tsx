import { type ReactNode, useState } from "react";
import { AskWhy } from "../../../components/ask-why.tsx";
import { Button, type ButtonLook } from "../../../components/button.tsx";
import type { Act, Closing, Step } from "./use-closing.ts";

type AskStepProps = {
  word: string;
  title: string;
  label: string;
  look?: ButtonLook;
  isNeeded?: boolean;
  closing: Closing;
  act: (why: string) => Act;
  onDone: (step: Step) => void;
  children?: ReactNode;
};

/** A button for one step of closing, and the question behind it. */
export function AskStep({ word, title, label, look = "primary", isNeeded = true, closing, act, onDone, children }: AskStepProps) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button
        look={look}
        onPress={() => {
          closing.reset();
          setIsAsking(true);
        }}
      >
        {word}
      </Button>
      {isAsking && (
        <AskWhy
          title={title}
          word={word}
          look={look === "default" ? "primary" : look}
          label={label}
          isNeeded={isNeeded}
          isBusy={closing.isPending}
          error={closing.error}
          onClose={() => setIsAsking(false)}
          onSend={(why) =>
            closing.mutate(act(why), {
              onSuccess: (step) => {
                setIsAsking(false);
                onDone(step);
              },
            })
          }
        >
          {children}
        </AskWhy>
      )}
    </>
  );
}
