import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import "./page.css";

type PageProps = { title: string; children: ReactNode; back?: ReactNode; actions?: ReactNode; width?: "narrow" | "wide" };

/** A screen: its name (also in the window's title), the way back, what can be done, and the content. */
export function Page({ title, children, back, actions, width = "wide" }: PageProps) {
  return (
    <div className={`tb-page tb-page_${width}`}>
      <title>{`${title} · Tillbook`}</title>
      <header className="tb-page__head">
        {back}
        <h1 className="tb-page__title">{title}</h1>
        {actions !== undefined && <div className="tb-page__actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** The arrow that stands in a link back. */
export function BackMark() {
  return <ChevronLeft size={20} aria-hidden="true" />;
}

/** A white group on the grey page. */
export function Card({
  title,
  children,
  note,
  actions,
}: {
  title?: ReactNode;
  children: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <section className="tb-card">
      {(title !== undefined || actions !== undefined) && (
        <div className="tb-card__head">
          {title !== undefined && <h2 className="tb-card__title">{title}</h2>}
          {actions}
        </div>
      )}
      {note !== undefined && <p className="tb-note">{note}</p>}
      {children}
    </section>
  );
}
