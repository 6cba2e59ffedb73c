import { Link } from '@tanstack/react-router';
import type { Role } from '#contract/common.ts';
import { type Screen, screens } from '#renderer/app/screens.tsx';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '#renderer/ui/icons.ts';
import classes from './shell.module.css';

function ScreenCount({ useCount, words }: { useCount: NonNullable<Screen['useCount']>; words: string }) {
  const { user } = useSignedIn();
  const count = useCount(user.role, user.id);
  if (count === null || count === 0) return null;
  return (
    <span className={classes.count} data-passing>
      {count > 99 ? '99+' : count}
      <span className="gh-visually-hidden"> {words}</span>
    </span>
  );
}

function ScreenLink({ screen }: { screen: Screen }) {
  const Icon = screen.icon;
  return (
    <li className={classes.item}>
      <Link
        to={screen.path}
        className={classes.link}
        activeOptions={{ exact: screen.path === '/', includeSearch: false }}
        title={screen.title}
      >
        <Icon size={16} stroke={1.75} />
        <span className={classes.label}>{screen.title}</span>
      </Link>
      {screen.useCount === undefined ? null : (
        <ScreenCount useCount={screen.useCount} words={screen.countWords ?? ''} />
      )}
    </li>
  );
}

/** The screens a role may open, by group; collapsible to icons. */
export function Navigation({
  role,
  collapsed,
  onCollapse,
}: {
  role: Role;
  collapsed: boolean;
  onCollapse: () => void;
}) {
  const open = screens.filter(({ roles }) => roles.some((allowed) => allowed === role));
  const groups = [...new Set(open.map(({ group }) => group))].filter((group) => group !== null);
  const Collapse = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const word = collapsed ? 'Expand navigation' : 'Collapse navigation';
  return (
    <nav
      className={collapsed ? `${classes.nav} ${classes.collapsed}` : classes.nav}
      aria-label="Screens"
      data-navigation={collapsed ? 'collapsed' : 'open'}
    >
      {groups.map((group) => (
        <div key={group}>
          <div className={classes.navHeading} id={`nav-${group}`} elementtiming="shell">
            {group}
          </div>
          <ul className={classes.navGroup} aria-labelledby={`nav-${group}`}>
            {open
              .filter((screen) => screen.group === group)
              .map((screen) => (
                <ScreenLink key={screen.path} screen={screen} />
              ))}
          </ul>
        </div>
      ))}
      <div className={classes.bottom}>
        <ul className={classes.navGroup}>
          {open
            .filter(({ group }) => group === null)
            .map((screen) => (
              <ScreenLink key={screen.path} screen={screen} />
            ))}
        </ul>
        <button type="button" className={`${classes.link} ${classes.collapse}`} onClick={onCollapse} title={word}>
          <Collapse size={16} stroke={1.75} />
          <span className={classes.label}>{word}</span>
        </button>
      </div>
    </nav>
  );
}
