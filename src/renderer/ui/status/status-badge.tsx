import tones from '#renderer/ui/colours/tones.module.css';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle, IconMinus } from '#renderer/ui/icons.ts';
import { Glyph, type Icon } from '#renderer/ui/make-icon.tsx';
import classes from './badge.module.css';

/** ok green, warning amber, critical red, information blue, nodata grey. */
export type Tone = 'ok' | 'warning' | 'critical' | 'information' | 'nodata';
export type BadgeIcon = Icon;

const icons: Record<Tone, BadgeIcon> = {
  ok: IconCircleCheck,
  warning: IconAlertTriangle,
  critical: IconCircleX,
  information: IconInfoCircle,
  nodata: IconMinus,
};

/** A state as icon, word and colour: never by colour alone. */
export function StatusBadge({
  tone,
  label,
  icon,
  title,
  quiet = false,
}: {
  tone: Tone;
  label: string;
  icon?: BadgeIcon;
  title?: string;
  /** Icon and word without colour, where the state is the usual one. */
  quiet?: boolean;
}) {
  return (
    <span className={`${classes.badge} ${quiet ? classes.quiet : tones[tone]}`} title={title}>
      <Glyph path={(icon ?? icons[tone]).path} size={13} stroke={2} />
      {label}
    </span>
  );
}
