import type { ComponentChildren, VNode } from 'preact';

/** Rules for a table that a phone scrolls sideways rather than squeezes. */
export const WIDE_TABLE_STYLE = `
.scroll > table { min-width: 44rem; }
`;

/** A table that scrolls by itself where the screen is narrow. @param label also its caption, unseen */
export function WideTable({
  label,
  columns,
  children,
}: {
  label: string;
  columns: readonly string[];
  children: ComponentChildren;
}): VNode {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table>
        <caption class="unseen">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
