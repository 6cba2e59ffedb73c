import type { AnnotationKind } from '#contract/metrics.ts';
import type { CallError } from '#renderer/data/call-failure.ts';
import { IconAlertTriangle } from '#renderer/ui/icons.ts';
import classes from './health.module.css';
import { markKinds, markLooks } from './marks.ts';

interface MarkTogglesProps {
  hidden: readonly AnnotationKind[];
  /** Kinds of which there were more than are shown. */
  incomplete: readonly AnnotationKind[];
  failure: CallError | null;
  onToggle: (kind: AnnotationKind) => void;
  onRetry: () => void;
}

/** What of what happened is shown in the charts. */
export function MarkToggles({ hidden, incomplete, failure, onToggle, onRetry }: MarkTogglesProps) {
  return (
    <fieldset className={classes.toggles}>
      <legend className="gh-visually-hidden">Marks in the charts</legend>
      {markKinds.map((kind) => {
        const { words, icon: Icon, colour } = markLooks[kind];
        const shown = !hidden.includes(kind);
        const more = shown && incomplete.includes(kind) ? '; only the newest 200 are shown' : '';
        return (
          <button
            key={kind}
            type="button"
            className={classes.toggle}
            aria-pressed={shown}
            aria-label={`${words} in the charts`}
            title={`${shown ? 'Hide' : 'Show'} ${words.toLowerCase()} in the charts${more}`}
            onClick={() => onToggle(kind)}
          >
            <span style={shown ? { color: `var(--gh-${colour})` } : undefined}>
              <Icon size={14} />
            </span>
          </button>
        );
      })}
      {failure === null ? null : (
        <button
          type="button"
          className={classes.marksFailed}
          title={`${failure.title}. ${failure.detail}${failure.request_id === null ? '' : ` Request ${failure.request_id}.`}`}
          onClick={onRetry}
        >
          <IconAlertTriangle size={13} />
          What happened is not shown. Try again
        </button>
      )}
    </fieldset>
  );
}
