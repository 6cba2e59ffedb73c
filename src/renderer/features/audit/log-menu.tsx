import { Menu } from '@mantine/core';
import type { AuditHead } from '#contract/audit.ts';
import { type AuditWatchState, useVerifyAudit } from '#renderer/data/audit/watch.ts';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { IconCopy, IconDots, IconRefresh } from '#renderer/ui/icons.ts';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { IconButton } from '#renderer/ui/page/icon-button.tsx';

/** What is seldom done with the log as a whole. */
export function LogMenu({ watch, head }: { watch: AuditWatchState | undefined; head: AuditHead | undefined }) {
  const verify = useVerifyAudit();
  const copy = async (signed: AuditHead) => {
    // Everything somebody else needs to check the signature.
    await copyText(`${JSON.stringify(signed, null, 2)}\n`);
    toastDone(`Signed head of entry ${formatCount(signed.sequence)} copied`);
  };
  const signed = head !== undefined && head.sequence > 0 ? head : null;
  if (watch === undefined && signed === null) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label="More for the log">
          <IconDots size={16} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {watch === undefined ? null : (
          <Menu.Item
            leftSection={<IconRefresh size={14} aria-hidden />}
            disabled={watch.state === 'verifying'}
            onClick={() => verify.mutate('all')}
          >
            Verify from the first entry
          </Menu.Item>
        )}
        {signed === null ? null : (
          <Menu.Item
            leftSection={<IconCopy size={14} aria-hidden />}
            title="Keep it elsewhere: with it anybody can later prove that none of these entries was changed or removed."
            onClick={() => void copy(signed)}
          >
            Copy signed head
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
