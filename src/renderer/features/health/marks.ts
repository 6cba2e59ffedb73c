import type { Annotation, AnnotationKind } from '#contract/metrics.ts';
import type { ChartMark } from '#renderer/ui/charts/marks.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDuration, formatTime } from '#renderer/ui/format/times.ts';
import { IconBell, IconRocket, IconSend, IconUrgent } from '#renderer/ui/icons.ts';

export const markKinds = ['incident', 'alert', 'batch', 'deployment'] as const satisfies readonly AnnotationKind[];

/** How each kind is shown, and what it is called, alone and together. */
export const markLooks = {
  incident: { word: 'Incident', words: 'Incidents', icon: IconUrgent, colour: 'critical', lane: 0, weight: 40 },
  alert: { word: 'Alert', words: 'Alerts', icon: IconBell, colour: 'warning', lane: 1, weight: 20 },
  batch: { word: 'Batch', words: 'Batches', icon: IconSend, colour: 'information', lane: 2, weight: 0 },
  deployment: { word: 'Deployment', words: 'Deployments', icon: IconRocket, colour: 'text-muted', lane: 2, weight: 10 },
} as const;

const severityWeights = { P0: 3, P1: 2, P2: 1, critical: 3, warning: 2, info: 1 } as const;

/** What the address says of kinds that are not shown: `alert.batch`; words that are no kind are left out. */
export function hiddenOf(text: string | undefined): readonly AnnotationKind[] {
  const words = (text ?? '').split('.');
  return markKinds.filter((kind) => words.includes(kind));
}

/** What was said about a kind turned round, as the address says it. */
export function toggled(hidden: readonly AnnotationKind[], kind: AnnotationKind): string | undefined {
  const next = markKinds.filter((one) => hidden.includes(one) !== (one === kind));
  return next.length === 0 ? undefined : next.join('.');
}

/** Opens what a mark is about; undefined where it has no page of its own. */
export type OpenMark = (annotation: Annotation) => void;

/** What happened as the charts show it, but for the kinds that are switched off. */
export function marksOf(
  annotations: readonly Annotation[],
  hidden: readonly AnnotationKind[],
  open: OpenMark,
): ChartMark[] {
  return annotations
    .filter(({ kind }) => !hidden.includes(kind))
    .map((annotation) => {
      const { kind, id, title, severity, from, to } = annotation;
      const { word, icon, colour, lane, weight } = markLooks[kind];
      return {
        id: `${kind} ${id}`,
        word,
        icon,
        colour: severity === 'info' ? 'information' : colour,
        lane,
        title: kind === 'deployment' ? `Version ${title}` : title,
        detail: detailOf(annotation),
        from: Date.parse(from),
        to: to === null ? null : Date.parse(to),
        weight: weight + (severity === null ? 0 : severityWeights[severity]),
        ...(kind === 'deployment' ? {} : { onOpen: () => open(annotation) }),
      };
    });
}

/** `P1, 21 Nov 2026, 14:05 for 3 h` */
function detailOf({ severity, invitations, by, from, to }: Annotation): string {
  const lasted =
    to === null ? ', goes on' : to === from ? '' : ` for ${formatDuration(Date.parse(to) - Date.parse(from))}`;
  return [
    severity,
    invitations === null ? null : formatQuantity(invitations, 'invitation'),
    by === null ? null : `by ${by}`,
    `${formatTime(from)}${lasted}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
