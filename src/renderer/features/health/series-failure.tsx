import type { CallError } from '#renderer/data/call-failure.ts';
import { IconAlertTriangle } from '#renderer/ui/icons.ts';
import { RequestId } from '#renderer/ui/states/states.tsx';
import classes from './health.module.css';

interface SeriesFailureProps {
  error: CallError;
  onRetry: () => void;
}

/** Inside the one chart whose lines could not be loaded. */
export function SeriesFailure({ error, onRetry }: SeriesFailureProps) {
  return (
    <div className={classes.seriesFailure} role="status">
      <IconAlertTriangle size={13} />
      <span title={error.detail}>{error.title}</span>
      <button type="button" className={classes.again} onClick={onRetry}>
        Try again
      </button>
      {error.request_id === null ? null : <RequestId id={error.request_id} />}
    </div>
  );
}
