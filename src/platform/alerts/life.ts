import type { AlertEventKind, AlertState } from '#contract/alerts.ts';

/** What the life of an alert depends on. */
export interface AlertLife {
  state: AlertState;
  fired_at: Date;
  resolved_at: Date | null;
  reopened: number;
  acknowledged_until: Date | null;
  silenced_until: Date | null;
  told_at: Date | null;
}

/** One step of a life: what becomes of it, what the history says, and whether people are told. */
export interface LifeStep {
  change: Partial<AlertLife>;
  kind: Exclude<AlertEventKind, 'escalated'>;
  until: Date | null;
  tells: boolean;
}

/** One that comes back within this time is the same again. */
export const reopenMilliseconds = 30 * 60_000;
/** Of one that comes and goes people are not told oftener than this. */
export const tellAgainMilliseconds = 15 * 60_000;

const isOpen = ({ state }: Pick<AlertLife, 'state'>) => state !== 'resolved';
const isSilent = ({ silenced_until: until }: AlertLife, at: Date) => until !== null && until > at;

/** Whether a resolved alert is the one that comes back, so that there is none beside it. */
export function comesBack(alert: AlertLife, at: Date): boolean {
  if (isOpen(alert) || alert.resolved_at === null) return false;
  return isSilent(alert, at) || at.getTime() - alert.resolved_at.getTime() < reopenMilliseconds;
}

/** It fires again. Within a silence it comes back silent. */
export function reopen(alert: AlertLife, at: Date): LifeStep {
  const silent = isSilent(alert, at);
  const toldLately = alert.told_at !== null && at.getTime() - alert.told_at.getTime() < tellAgainMilliseconds;
  return {
    change: {
      state: silent ? 'silenced' : 'firing',
      fired_at: at,
      resolved_at: null,
      reopened: alert.reopened + 1,
      acknowledged_until: null,
    },
    kind: 'reopened',
    until: null,
    tells: !silent && !toldLately,
  };
}

/** What was promised until a time and is not true any more; null where nothing ran out. */
export function runOut(alert: AlertLife, at: Date): LifeStep | null {
  if (alert.state === 'acknowledged' && alert.acknowledged_until !== null && alert.acknowledged_until <= at) {
    const change = { state: 'firing', acknowledged_until: null } as const;
    return { change, kind: 'acknowledgement_ended', until: null, tells: true };
  }
  if (alert.state === 'silenced' && !isSilent(alert, at)) {
    return { change: { state: 'firing', silenced_until: null }, kind: 'silence_ended', until: null, tells: true };
  }
  return null;
}

/** Null where it is over already: whoever asks is told so. */
export function resolve(alert: AlertLife, at: Date): LifeStep | null {
  if (!isOpen(alert)) return null;
  const change = { state: 'resolved', resolved_at: at, acknowledged_until: null } as const;
  return { change, kind: 'resolved', until: null, tells: false };
}

/** Somebody looks after it. That ends a silence; acknowledging once more is a new time. */
export function acknowledge(alert: AlertLife, until: Date): LifeStep | null {
  if (!isOpen(alert)) return null;
  const change = { state: 'acknowledged', acknowledged_until: until, silenced_until: null } as const;
  return { change, kind: 'acknowledged', until, tells: false };
}

export function silence(alert: AlertLife, until: Date): LifeStep | null {
  if (!isOpen(alert)) return null;
  const change = { state: 'silenced', silenced_until: until, acknowledged_until: null } as const;
  return { change, kind: 'silenced', until, tells: false };
}
