import type { CaseDetail } from "@tillbook/api/views";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button, type ButtonLook } from "../../components/button.tsx";
import { Question } from "../../components/drawer.tsx";
import { useFailureText, useFaultText, useFieldFaults } from "../../components/failure-text.ts";
import { TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { failureOf } from "../../lib/failure.ts";
import { useCaseDeeds } from "./use-case-deeds.ts";

type DecisionProps = {
  aCase: CaseDetail;
  resolution: "accepted" | "declared_unpaid" | "dismissed";
  /** On the button, and again on the button that does it. */
  word: string;
  look?: ButtonLook;
  question: string;
  text: ReactNode;
  noteLabel: string;
};

/** A button that closes a case after one question; whoever declares or sets aside says why. */
export function Decision({ aCase, resolution, word, look = "default", question, text, noteLabel }: DecisionProps) {
  const t = useTranslations("cases");
  const faultText = useFaultText();
  const failureText = useFailureText();
  const [isAsking, setIsAsking] = useState(false);
  const [note, setNote] = useState("");
  const [fault, setFault] = useState<string>();
  const { resolve } = useCaseDeeds();
  const sentFaults = useFieldFaults(resolve.error);
  const isNoteNeeded = resolution !== "accepted";
  const confirm = () => {
    const said = note.trim();
    if (isNoteNeeded && said === "") return setFault(faultText("note", "required"));
    resolve.mutate({ caseId: aCase.id, resolution, ...(said === "" ? {} : { note: said }) }, { onSuccess: () => setIsAsking(false) });
  };
  return (
    <>
      <Button look={look} onPress={() => setIsAsking(true)}>
        {word}
      </Button>
      {isAsking && (
        <Question
          title={question}
          onClose={() => setIsAsking(false)}
          actions={
            <>
              <Button onPress={() => setIsAsking(false)}>{t("back")}</Button>
              <Button look={isNoteNeeded ? "warn" : "primary"} isBusy={resolve.isPending} onPress={confirm}>
                {word}
              </Button>
            </>
          }
        >
          <p>{text}</p>
          <TextField label={noteLabel} value={note} onChange={setNote} fault={fault ?? sentFaults["note"]} />
          {resolve.error && failureOf(resolve.error).fields.length === 0 && (
            <Notice tone="bad" isNews>
              {failureText(resolve.error)}
            </Notice>
          )}
        </Question>
      )}
    </>
  );
}
