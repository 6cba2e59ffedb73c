import { Button, Menu } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { memo, useState } from 'react';
import { type SavedView, useSavedViews } from '#renderer/data/users/saved-views.ts';
import { IconChevronDown, IconEdit, IconPlus } from '#renderer/ui/icons.ts';
import { ViewDialog } from './view-dialog.tsx';
import { builtInViews, currentView, showView, type View, viewSearch } from './views.ts';

type Asked = { kind: 'new'; search: Record<string, string> } | { kind: 'change'; view: SavedView };

/** Which view is shown, and the way to the others: those that come with the console and those of this computer. */
export const ViewsMenu = memo(function ViewsMenu() {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const saved = useSavedViews('users');
  const [asked, setAsked] = useState<Asked | null>(null);
  const current = currentView(search, saved);

  const show = (view: View) =>
    void navigate({ to: '.', search: ((before: Record<string, unknown>) => showView(before, view)) as never });
  const entry = (view: View) => (
    <Menu.RadioItem key={view.id} value={view.id} closeMenuOnClick>
      {view.name}
    </Menu.RadioItem>
  );
  const showId = (id: string) => {
    const view = [...builtInViews, ...saved].find((known) => known.id === id);
    if (view !== undefined) show(view);
  };
  return (
    <>
      <Menu position="bottom-start" returnFocus width={260} withinPortal={false}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`View: ${current?.name ?? 'own filters'}`}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {current?.name ?? 'Own filters'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup value={current?.id ?? ''} onChange={showId}>
            {builtInViews.map(entry)}
            {saved.length === 0 ? null : <Menu.Label>Saved on this computer</Menu.Label>}
            {saved.map(entry)}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={current !== null}
            {...(current === null ? {} : { title: 'These filters have a name already.' })}
            onClick={() => setAsked({ kind: 'new', search: viewSearch(search) })}
          >
            Save these filters…
          </Menu.Item>
          {saved.length === 0 ? null : (
            <Menu.Sub>
              <Menu.Sub.Target>
                <Menu.Sub.Item leftSection={<IconEdit size={14} aria-hidden />}>Rename or delete</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown>
                {saved.map((view) => (
                  <Menu.Item key={view.id} onClick={() => setAsked({ kind: 'change', view })}>
                    {view.name}…
                  </Menu.Item>
                ))}
              </Menu.Sub.Dropdown>
            </Menu.Sub>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked === null ? null : asked.kind === 'new' ? (
        <ViewDialog key="new" search={asked.search} saved={saved} onClose={() => setAsked(null)} />
      ) : (
        <ViewDialog key={asked.view.id} view={asked.view} saved={saved} onClose={() => setAsked(null)} />
      )}
    </>
  );
});
