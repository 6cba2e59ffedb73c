import { Button, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { Invitation, LookupAnswer } from '#contract/invitations.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useLookUp } from '#renderer/data/invitations/mutations.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { DetailPanel } from '#renderer/ui/page/detail-panel.tsx';
import { Facts, PanelSection } from '#renderer/ui/page/facts.tsx';
import { Notice } from '#renderer/ui/states/states.tsx';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import { PlainCode } from '#renderer/ui/text/code-text.tsx';
import links from '#renderer/ui/text/link.module.css';
import { ActionButtons } from './action-buttons.tsx';
import type { ActionName } from './actions.ts';
import { doctorAdvice } from './doctor-advice.ts';
import { InvitationDetails } from './invitation-details.tsx';
import classes from './invitations.module.css';

interface CodeDoctorProps {
  onAsk: (action: ActionName, invitation: Invitation) => void;
  onClose: () => void;
}

/** Takes any paste and says what is known of the code in it. What is pasted never gets into the address. */
export function CodeDoctor({ onAsk, onClose }: CodeDoctorProps) {
  const [paste, setPaste] = useState('');
  const lookUp = useLookUp();
  const error = lookUp.error === null ? null : toCallError(lookUp.error);
  const look = (text: string) => {
    if (text.trim() !== '' && !lookUp.isPending) lookUp.mutate(text.slice(0, 2000));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    look(paste);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    look(paste);
  };
  return (
    <DetailPanel title="Look up a code" identity="doctor" onClose={onClose}>
      <form className={forms.form} onSubmit={submit}>
        <Textarea
          autoFocus
          label="A code, or any text with one in it"
          description="Case, spaces, dashes and look-alike characters don’t matter."
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          spellCheck={false}
          value={paste}
          onChange={(event) => setPaste(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          classNames={{ input: classes.paste ?? '' }}
        />
        <FormError error={error} fields={[]} kept="What you pasted is kept." />
        <div className={forms.buttons}>
          <Button type="submit" loading={lookUp.isPending} disabled={paste.trim() === ''}>
            Look up
          </Button>
        </div>
      </form>
      {lookUp.data === undefined ? null : <Findings answer={lookUp.data} onAsk={onAsk} />}
    </DetailPanel>
  );
}

function Findings({ answer, onAsk }: { answer: LookupAnswer; onAsk: CodeDoctorProps['onAsk'] }) {
  const { user } = useSignedIn();
  const { finding, verdict, next, actions } = doctorAdvice(answer, user.role);
  const { invitation, normalised, tier, notes } = answer;
  return (
    <div className={classes.findings}>
      <Notice tone={finding} title={verdict}>
        {next}
      </Notice>
      {actions.length === 0 || invitation === null ? null : (
        <div className={classes.steps}>
          <ActionButtons invitation={invitation} only={actions} onAsk={onAsk} />
        </div>
      )}
      <PanelSection title="What was understood">
        <Facts
          facts={[
            { name: 'Read as', value: normalised === null ? 'No code' : <PlainCode>{normalised}</PlainCode> },
            { name: 'Tier', value: <TierBadge tier={tier} /> },
          ]}
        />
        {notes.length === 0 ? null : (
          <ul className={classes.notes}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </PanelSection>
      {invitation === null ? null : (
        <PanelSection title={answer.match === 'near' ? 'The nearest invitation' : 'Its invitation'}>
          <p className={classes.owner}>
            <Link className={links.link} to="/invitations" search={{ id: invitation.id } as never}>
              {invitation.email}
            </Link>
          </p>
          <InvitationDetails invitation={invitation} />
        </PanelSection>
      )}
    </div>
  );
}
