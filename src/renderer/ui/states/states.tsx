import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { StaffRole } from '#contract/common.ts';
import type { CallError } from '#renderer/data/call-failure.ts';
import tones from '#renderer/ui/colours/tones.module.css';
import { useCommandsToCome } from '#renderer/ui/commands/use-commands.ts';
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconFilterOff,
  IconInfoCircle,
  IconLock,
  IconMinus,
  IconRefresh,
} from '#renderer/ui/icons.ts';
import type { BadgeIcon, Tone } from '#renderer/ui/status/status-badge.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { errorSentences, errorWords } from './error-words.ts';
import classes from './states.module.css';

interface StateProps {
  icon: BadgeIcon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

function StatePicture({ icon: Icon, title, children, actions }: StateProps) {
  return (
    <div className={classes.state}>
      <span className={classes.icon}>
        <Icon size={28} stroke={1.5} />
      </span>
      <h2 className={classes.title}>{title}</h2>
      {children ? <div className={classes.text}>{children}</div> : null}
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </div>
  );
}

/** First use: says what will appear here and offers the first action. */
export function EmptyState(props: StateProps) {
  return <StatePicture {...props} />;
}

/** Filters that match nothing. */
export function NothingMatches({ what, onClear }: { what: string; onClear: () => void }) {
  return (
    <StatePicture
      icon={IconFilterOff}
      title={`No ${what} match these filters`}
      actions={
        <Button variant="default" onClick={onClear}>
          Clear filters
        </Button>
      }
    />
  );
}

const roleNames: Record<StaffRole, string> = { support: 'support', ops: 'ops', admin: 'admins' };

/** A screen the role may not open: names the roles that may. */
export function NotAllowed({ roles }: { roles: readonly StaffRole[] }) {
  const names = roles.map((role) => roleNames[role]);
  return (
    <StatePicture icon={IconLock} title="Your role may not see this">
      <p className={classes.text}>
        It is open to {names.join(' and ')}. Ask one of them, or sign in with another account.
      </p>
    </StatePicture>
  );
}

export function RequestId({ id }: { id: string }) {
  return (
    <span className={classes.request}>
      Request <CodeText>{id}</CodeText>
    </span>
  );
}

/** Nothing could be loaded: what happened, what was kept, what to do, the request id and a retry. */
export function ErrorState({ error, onRetry, kept }: { error: CallError; onRetry?: () => void; kept?: string }) {
  const { title, retry } = errorWords(error);
  return (
    <div role="alert" className={classes.state}>
      <span className={classes.icon}>
        <IconAlertOctagon size={28} stroke={1.5} />
      </span>
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.text}>{errorSentences(error, kept)}</p>
      {error.request_id === null ? null : <RequestId id={error.request_id} />}
      {onRetry && retry ? (
        <div className={classes.actions}>
          <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            Try again
          </Button>
        </div>
      ) : null}
    </div>
  );
}

const noticeIcons: Record<Tone, BadgeIcon> = {
  ok: IconCircleCheck,
  warning: IconAlertTriangle,
  critical: IconAlertOctagon,
  information: IconInfoCircle,
  nodata: IconMinus,
};

/** A notice inside a screen or form. */
export function Notice({
  tone,
  title,
  children,
  actions,
}: {
  tone: Tone;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const Icon = noticeIcons[tone];
  return (
    <div className={`${classes.notice} ${tones[tone]}`} role={tone === 'critical' ? 'alert' : 'status'}>
      <Icon size={15} stroke={2} />
      <div className={classes.noticeBody}>
        <span className={classes.noticeTitle}>{title}</span>
        {children ? <div className={classes.noticeText}>{children}</div> : null}
      </div>
      {actions}
    </div>
  );
}

/** A failure inside a screen that still shows its older data, or above a form that keeps what was typed. */
export function ErrorNotice({ error, onRetry, kept }: { error: CallError; onRetry?: () => void; kept?: string }) {
  const { title, retry } = errorWords(error);
  return (
    <Notice
      tone="critical"
      title={title}
      actions={
        onRetry && retry ? (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try again
          </Button>
        ) : null
      }
    >
      {errorSentences(error, kept)}
      {error.request_id === null ? null : <RequestId id={error.request_id} />}
    </Notice>
  );
}

/** A grey block of the final size while something loads. */
export function Skeleton({ width, height }: { width?: number | string; height: number | string }) {
  return <div className={classes.skeleton} style={{ width: width ?? '100%', height }} aria-hidden />;
}

/** Lines of the final shape while a screen loads. */
export function LoadingState({ lines = 6, label = 'Loading' }: { lines?: number; label?: string }) {
  useCommandsToCome(true);
  return (
    <div className={classes.loading} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((key, line) => (
        <Skeleton key={key} height={16} width={`${[92, 78, 85, 64, 88, 72][line % 6]}%`} />
      ))}
    </div>
  );
}
