import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { Notice } from "../../components/notice.tsx";
import { signOut } from "./sign-in.ts";

export function SignOutButton({ onDone }: { onDone: () => void }) {
  const t = useTranslations("me");
  const failureText = useFailureText();
  const leaving = useMutation({ mutationFn: signOut, onSuccess: onDone });
  return (
    <>
      {leaving.error && (
        <Notice tone="bad" isNews>
          {failureText(leaving.error)}
        </Notice>
      )}
      <Button look="default" className="tb-btn-wide" onPress={() => leaving.mutate()} isBusy={leaving.isPending}>
        {t("signOut")}
      </Button>
    </>
  );
}
