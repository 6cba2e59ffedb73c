import type { TierPreview } from '#renderer/data/users/tier.ts';
import { limitText } from '#renderer/ui/format/limits.ts';
import { formatUsd } from '#renderer/ui/format/numbers.ts';
import { IconMinus, IconPlus } from '#renderer/ui/icons.ts';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import dialogs from './dialogs.module.css';

/** What a change of tier changes: features that come and go, each limit and the price, before and after. */
export function TierPreviewTable({ preview }: { preview: TierPreview }) {
  const { from, to, features_gained: gained, features_lost: lost, limits, price, notes } = preview;
  return (
    <section className={dialogs.preview} aria-label="What would change">
      {gained.length + lost.length === 0 ? null : (
        <ul className={dialogs.features}>
          {gained.map((feature) => (
            <li key={feature} className={dialogs.gained}>
              <IconPlus size={13} />
              <span>
                <span className="gh-visually-hidden">Gains </span>
                {feature}
              </span>
            </li>
          ))}
          {lost.map((feature) => (
            <li key={feature} className={dialogs.lost}>
              <IconMinus size={13} />
              <span>
                <span className="gh-visually-hidden">Loses </span>
                {feature}
              </span>
            </li>
          ))}
        </ul>
      )}
      <table className={dialogs.limits}>
        <thead>
          <tr>
            <th scope="col">
              <span className="gh-visually-hidden">Limit</span>
            </th>
            <th scope="col">{tierLabel(from)}</th>
            <th scope="col">{tierLabel(to)}</th>
          </tr>
        </thead>
        <tbody>
          {limits.map(({ name, unit, before, after }) => (
            <Line key={name} name={name} before={limitText(name, before, unit)} after={limitText(name, after, unit)} />
          ))}
          <Line
            name="Price in the beta, a month"
            before={formatUsd(price.beta_before_usd_micros)}
            after={formatUsd(price.beta_after_usd_micros)}
          />
          <Line
            name="Price after the beta, a month"
            before={formatUsd(price.list_before_usd_micros)}
            after={formatUsd(price.list_after_usd_micros)}
          />
        </tbody>
      </table>
      {notes.map((note) => (
        <p key={note} className={dialogs.fieldHint}>
          {note}
        </p>
      ))}
    </section>
  );
}

function Line({ name, before, after }: { name: string; before: string; after: string }) {
  return (
    <tr className={before === after ? dialogs.same : undefined}>
      <th scope="row">{name}</th>
      <td>{before}</td>
      <td>{after}</td>
    </tr>
  );
}
