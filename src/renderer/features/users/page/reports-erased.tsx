import { IconTrash } from '#renderer/ui/icons.ts';
import { EmptyState } from '#renderer/ui/states/states.tsx';

/** What was reported about somebody went with the rest of their personal data. */
export function ReportsErased() {
  return (
    <EmptyState icon={IconTrash} title="Erased with the rest of the personal data">
      What the product’s gateway reported about this person is gone. Its cost stays in the sums of the beta, under
      nobody’s name.
    </EmptyState>
  );
}
