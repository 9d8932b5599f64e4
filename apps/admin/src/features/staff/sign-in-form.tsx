import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { failureOf } from "../../lib/failure.ts";
import { signIn } from "./sign-in.ts";

/** E-mail and password. `onDone` is called once a session is open. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("signIn");
  const failureText = useFailureText();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const attempt = useMutation({ mutationFn: signIn, onSuccess: onDone });
  return (
    <form
      className="tb-form"
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate({ email, password });
      }}
    >
      <TextField label={t("email")} type="email" name="email" autoComplete="username" value={email} onChange={setEmail} isRequired />
      <TextField
        label={t("password")}
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        isRequired
      />
      {attempt.error && (
        <Notice tone="bad" isNews>
          {failureOf(attempt.error).code === "not_signed_in" ? t("wrong") : failureText(attempt.error)}
        </Notice>
      )}
      <Button type="submit" look="primary" className="tb-btn-wide" isBusy={attempt.isPending}>
        {t("submit")}
      </Button>
    </form>
  );
}
