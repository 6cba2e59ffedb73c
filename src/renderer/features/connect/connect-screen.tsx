import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useProfiles } from '#renderer/data/profiles/queries.ts';
import { useExploreRehearsal } from '#renderer/data/session/mutations.ts';
import type { Profile, SessionState } from '#renderer/data/session/queries.ts';
import { Mark } from '#renderer/ui/mark.tsx';
import { ErrorNotice, Notice } from '#renderer/ui/states/states.tsx';
import classes from './connect.module.css';
import { ProfileDialog } from './profile-dialog.tsx';
import { ProfileList } from './profile-list.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Where one chooses a platform and signs in, or looks around in the rehearsal. */
export function ConnectScreen({ session }: { session: SessionState }) {
  const { data: profiles } = useProfiles();
  // What was pressed in the list: it fills the form anew. Null is the beginning, with what was used last.
  const [picked, setPicked] = useState<{ id: string | null; press: number } | null>(null);
  const [edited, setEdited] = useState<Profile | null>(null);
  const explore = useExploreRehearsal();
  useEffect(() => {
    document.title = 'Connect – Gatehouse';
  }, []);

  const listed = (profiles ?? []).filter(({ rehearsal }) => !rehearsal);
  const find = (id: string | null | undefined) => listed.find((profile) => profile.id === id);
  const [preset, setPreset] = useState<string | null | undefined>(undefined);
  if (preset === undefined && profiles !== undefined) {
    // The session's own platform after it ended, else the one used last.
    setPreset((find(session.profile?.id) ?? listed[0])?.id ?? null);
  }
  const chosen = find(picked === null ? preset : picked.id) ?? null;
  const pick = (id: string | null) => setPicked({ id, press: (picked?.press ?? 0) + 1 });

  return (
    <main className={classes.window}>
      <div className={classes.card}>
        <section className={classes.side} aria-label="Platforms">
          <div className={classes.brand}>
            <Mark size={22} />
            Gatehouse
          </div>
          <ProfileList
            profiles={listed}
            chosen={chosen}
            onChoose={({ id }) => pick(id)}
            onAdd={() => pick(null)}
            onEdit={setEdited}
          />
        </section>
        <div className={classes.body}>
          <h1 className={classes.title}>Connect</h1>
          <p className={classes.lead}>
            {chosen === null
              ? 'Sign in to a platform with your staff account.'
              : `Sign in to ${chosen.name} with your staff account.`}
          </p>
          {session.notice === null ? null : <Notice tone="information" title={session.notice} />}
          {profiles === undefined ? null : <SignInForm key={picked?.press ?? 0} profiles={listed} chosen={chosen} />}
          <div className={classes.rehearsal}>
            {explore.isPending ? (
              <p role="status">
                <strong>Starting the rehearsal</strong>A platform with 30 days of a simulated beta is made on this
                computer. The first time this takes some seconds.
              </p>
            ) : (
              <p>
                <strong>No platform at hand?</strong>
                The rehearsal is a simulated beta on this computer: 500 seats, 30 days, nobody real. Look through the
                eyes of support, ops or an admin.
              </p>
            )}
            <Button variant="default" loading={explore.isPending} onClick={() => explore.mutate({ role: 'ops' })}>
              Explore the rehearsal
            </Button>
          </div>
          {explore.error === null ? null : (
            <div className={classes.failure}>
              <ErrorNotice error={toCallError(explore.error)} />
            </div>
          )}
        </div>
      </div>
      {edited === null ? null : (
        <ProfileDialog
          profile={edited}
          onClose={() => setEdited(null)}
          onRemoved={() => pick(listed.find(({ id }) => id !== edited.id)?.id ?? null)}
        />
      )}
    </main>
  );
}
