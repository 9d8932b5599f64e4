import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslations } from "use-intl";
import "./drawer.css";

type LayerProps = { title: string; onClose: () => void; children: ReactNode };

/** Details beside the list: from the right on a desk, a half-screen dialog from below on a phone. */
export function Drawer({ title, onClose, children }: LayerProps) {
  const t = useTranslations("layers");
  return (
    <ModalOverlay className="tb-overlay" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="tb-drawer">
        <Dialog className="tb-drawer__dialog">
          <header className="tb-drawer__head">
            <Heading slot="title" className="tb-drawer__title">
              {title}
            </Heading>
            <button type="button" className="tb-icon-button" aria-label={t("close")} onClick={onClose}>
              <X size={22} aria-hidden="true" />
            </button>
          </header>
          <div className="tb-drawer__body">{children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A question in the middle of the screen, for steps that cannot be undone. */
export function Question({ title, onClose, children, actions }: LayerProps & { actions: ReactNode }) {
  return (
    <ModalOverlay className="tb-overlay tb-overlay_middle" isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="tb-question">
        <Dialog className="tb-question__dialog" role="alertdialog">
          <Heading slot="title" className="tb-question__title">
            {title}
          </Heading>
          <div className="tb-question__body">{children}</div>
          <div className="tb-buttons">{actions}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
