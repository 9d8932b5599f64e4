import { useEffect, useId, useState } from "react";
import { useTranslations } from "use-intl";

const STEP_MINUTES = 30;
const STEPS = (24 * 60) / STEP_MINUTES;

type SliderProps = { cutoff: string; inForce: string; onChange: (cutoff: string) => void };

/** The time at which a day would end, in half hours. It follows the hand at once and asks after a pause. */
export function CutoffSlider({ cutoff, inForce, onChange }: SliderProps) {
  const t = useTranslations("lens");
  const id = useId();
  const [step, setStep] = useState(stepOf(cutoff));
  useEffect(() => {
    if (timeOf(step) === cutoff) return undefined;
    const timer = setTimeout(() => onChange(timeOf(step)), 300);
    return () => clearTimeout(timer);
  }, [step, cutoff, onChange]);
  return (
    <div className="tb-cutoff">
      <label className="tb-field__label" htmlFor={id}>
        {t("slider", { time: timeOf(step).slice(0, 5), inForce: inForce.slice(0, 5) })}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={STEPS - 1}
        step={1}
        value={step}
        aria-valuetext={timeOf(step).slice(0, 5)}
        onChange={(event) => setStep(Number(event.target.value))}
      />
    </div>
  );
}

/** "22:00:00" is step 44. */
export function stepOf(cutoff: string): number {
  const [hours = "0", minutes = "0"] = cutoff.split(":");
  return Math.round((Number(hours) * 60 + Number(minutes)) / STEP_MINUTES) % STEPS;
}

export function timeOf(step: number): string {
  const minutes = step * STEP_MINUTES;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}:00`;
}
