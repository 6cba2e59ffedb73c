import { formatCount } from '#renderer/ui/format/numbers.ts';
import type { RowSelection } from '#renderer/ui/table/selection.ts';
import { SelectionBar } from '#renderer/ui/table/selection-bar.tsx';
import { useAsk } from './asked.ts';
import type { Target } from './target.ts';

interface TargetBarProps<Row> {
  selection: RowSelection<Row>;
  /** The people who are selected. */
  target: Target;
}

/** While people are selected: save them under a name, or nudge them. */
export function TargetBar<Row>({ selection, target }: TargetBarProps<Row>) {
  const ask = useAsk();
  const actions = [
    { name: 'cohort', label: 'Save as cohort…', danger: false },
    { name: 'nudge', label: `Nudge ${formatCount(target.count)}…`, danger: false },
  ] as const;
  return (
    <SelectionBar
      label="Selected people"
      selection={selection}
      actions={actions}
      onAct={(kind) => ask({ kind, target })}
      csv={null}
    />
  );
}
