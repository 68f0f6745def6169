/**
 * A rate over time, in steps. The lines are drawn in a box that stretches with the page; every text is HTML beside
 * them, so that it keeps its size on a phone. Whoever cannot see the chart has the table that stands with it.
 */
import { formatPercent } from '../../../src/kernel/rate.ts';
import { addDays, daysFrom } from '../shell/figures.tsx';

/** From this day on the rate is `value`, a decimal such as `0.154`, printed as `text`. */
export interface Step {
  readonly from: string;
  readonly value: string;
  readonly text: string;
}

export interface StepLine {
  readonly key: string;
  readonly name: string;
  readonly steps: readonly Step[];
  /** The first day for which nothing is known any more. */
  readonly until: string;
}

interface StepChartProps {
  readonly label: string;
  readonly lines: readonly StepLine[];
  /** The scale is the same for every line: from 0 to this share. */
  readonly top: number;
  readonly isTall?: boolean;
  /** A day to mark, with the line it concerns. */
  readonly marked?: { readonly key: string; readonly day: string; readonly text: string } | null;
}

export function StepChart({ label, lines, top, isTall = false, marked = null }: StepChartProps) {
  const starts = lines.flatMap(({ steps }) => (steps[0] ? [steps[0].from] : [])).sort();
  const [first] = starts;
  const last = lines.map(({ until }) => until).sort().at(-1);
  if (first === undefined || last === undefined) return null;
  const across = (day: string): number => (100 * daysFrom(first, day)) / daysFrom(first, last);
  const down = (value: string): number => 100 - (100 * Number(value)) / top;
  const years = yearsBetween(first, last);
  return (
    <figure className={isTall ? 'step-chart step-chart-tall' : 'step-chart'} role="img" aria-label={label}>
      {lines.map(({ key, name, steps: given, until }) => {
        const steps = given.filter(({ text }, index) => text !== given[index - 1]?.text);
        return (
          <div key={key} className="step-line">
            {lines.length > 1 && <span className="step-name">{name}</span>}
            <div className="step-box">
              {gridLines(top).map((value) => (
                <span key={value} className="step-grid" style={{ top: `${down(value)}%` }}>
                  <span>{formatPercent(value)}</span>
                </span>
              ))}
              <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
                <path d={outline(steps, until, across, down)} />
                {steps.map((step, index) => {
                  const end = steps[index + 1]?.from ?? until;
                  return (
                    <rect key={step.from} x={across(step.from)} width={across(end) - across(step.from)} y="0" height="100">
                      <title>{`${name} ${step.from} – ${addDays(end, -1)}: ${step.text}`}</title>
                    </rect>
                  );
                })}
              </svg>
              {labelled(steps, until, across).map(({ from, value, text, isShort }) => (
                <span key={from} className={isShort ? 'step-value step-short figure' : 'step-value figure'} style={{ left: `${across(from)}%`, top: `${down(value)}%` }}>
                  {text}
                </span>
              ))}
              {marked?.key === key && marked.day >= first && marked.day < last && (
                <span className="step-mark" style={{ left: `${across(marked.day)}%` }}>
                  <span>{marked.text}</span>
                </span>
              )}
            </div>
          </div>
        );
      })}
      <div className="step-years" aria-hidden="true">
        {years.map((year) => (
          <span key={year} className="figure" style={{ left: `${across(`${year}-01-01`)}%` }}>
            {year}
          </span>
        ))}
      </div>
    </figure>
  );
}

function yearsBetween(first: string, last: string): readonly number[] {
  const from = Number(first.slice(0, 4)) + (first.endsWith('-01-01') ? 0 : 1);
  return Array.from({ length: Number(last.slice(0, 4)) - from + 1 }, (_, index) => from + index).filter((year) => `${year}-01-01` < last);
}

/** A line at every tenth of 100 %; at every hundredth where the scale is small. */
function gridLines(top: number): readonly string[] {
  const step = top > 0.1 ? 0.1 : 0.02;
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, index) => String(Number((index * step).toFixed(2))));
}

function outline(steps: readonly Step[], until: string, across: (day: string) => number, down: (value: string) => number): string {
  const corners = steps.map(({ from, value }, index) => `${index === 0 ? 'M' : 'H'}${across(from)} ${index === 0 ? down(value) : `V${down(value)}`}`);
  return `${corners.join(' ')} H${across(until)}`;
}

/** The steps that last long enough for their figure to stand above them; on a phone the short ones of them do not. */
function labelled(steps: readonly Step[], until: string, across: (day: string) => number): readonly (Step & { readonly isShort: boolean })[] {
  return steps
    .map((step, index) => ({ ...step, length: across(steps[index + 1]?.from ?? until) - across(step.from) }))
    .filter(({ length }) => length >= 7)
    .map((step) => ({ ...step, isShort: step.length < 14 }));
}
