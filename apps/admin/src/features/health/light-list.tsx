import type { FigureView, HealthView, LightTone, LightView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { type Shape, StateBadge, type Tone } from "../../components/state-badge.tsx";
import { TimeText } from "../../components/time-text.tsx";
import "./lights.css";

const LOOKS = {
  green: { tone: "good", shape: "disc" },
  amber: { tone: "warn", shape: "triangle" },
  red: { tone: "bad", shape: "square" },
} as const satisfies Record<LightTone, { tone: Tone; shape: Shape }>;

/** Every light with what to do about it and what was measured, the worst first. */
export function LightList({ health }: { health: HealthView }) {
  return (
    <ul className="tb-lights">
      {health.lights.map((light) => (
        <li key={light.name} className={`tb-light tb-light_${light.tone}`}>
          <Light light={light} />
        </li>
      ))}
    </ul>
  );
}

function Light({ light }: { light: LightView }) {
  const t = useTranslations("health");
  return (
    <>
      <div className="tb-light__head">
        <h2 className="tb-card__title">{t(`lights.${light.name}`)}</h2>
        <StateBadge {...LOOKS[light.tone]}>{t(`tones.${light.tone}`)}</StateBadge>
      </div>
      <p>{t(`advice.${light.advice}`)}</p>
      <Facts>
        {light.figures.map((figure) => (
          <Fact key={figure.name} name={t(`figures.${figure.name}`)}>
            <Figure figure={figure} />
          </Fact>
        ))}
      </Facts>
    </>
  );
}

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

function Figure({ figure }: { figure: FigureView }) {
  const t = useTranslations("health.units");
  if (figure.unit === "names") return <code>{figure.names.join(", ")}</code>;
  if (figure.unit === "moment") return figure.at === null ? t("never") : <TimeText at={figure.at} />;
  const { unit, value } = figure;
  const isLong = unit === "seconds" && value >= 3 * MINUTE_S;
  if (isLong && value >= 3 * HOUR_S) return <span className="tb-number">{t("hours", { count: Math.round(value / HOUR_S) })}</span>;
  if (isLong) return <span className="tb-number">{t("minutes", { count: Math.round(value / MINUTE_S) })}</span>;
  return <span className="tb-number">{t(unit, { count: value })}</span>;
}
