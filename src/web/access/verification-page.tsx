import type { VNode } from 'preact';
import type { AuditFault } from '../../auth/audit-chain.js';
import type { AuditReport, ChainHead } from '../../auth/audit.reader.js';
import type { Words } from '../../language/words.js';
import { Around, type Page } from '../page/frame.js';
import { Action } from '../page/pieces.js';
import type { Visit } from '../page/visit.js';
import type { Check } from './audit-check.js';
import { Copyable, COPY_SCRIPT, COPYABLE_STYLE } from './copyable.js';
import { Instant } from './instants.js';

/** So many faults are shown; who has more reads them at the shell. */
const MOST_FAULTS = 100;

/** Whether the audit log is intact, as far as it was read last, and where its chains end, to be kept elsewhere. */
export function verificationPage(last: Check | null, heads: readonly ChainHead[], visit: Visit): Page {
  const { words, session } = visit;
  return {
    title: words.text('verifyAudit'),
    above: [{ label: words.text('auditTitle'), href: '/audit' }],
    data: false,
    style: COPYABLE_STYLE,
    scripts: [COPY_SCRIPT],
    content: (
      <>
        <h1>{words.text('verifyAudit')}</h1>
        <p class="lead">{words.text('verifyLead')}</p>
        {last !== null && <Outcome check={last} words={words} />}
        {session !== null && last?.endedAt !== null && (
          <Action visit={{ ...visit, session }} action="/audit/verification">
            {words.text('verifyNow')}
          </Action>
        )}
        <h2>{words.text('headsTitle')}</h2>
        <p>
          <Around text={words.text('headsLead', { command: '{link}' })}>
            <code>scorecard audit verify --against audit-heads.json</code>
          </Around>
        </p>
        <p>
          <a class="button no-print" href="/audit/heads.json" download="audit-heads.json">
            {words.text('saveHeads')}
          </a>
        </p>
        <Copyable id="heads" label={words.text('copyHeads')} words={words}>
          {`[\n${heads.map((head) => JSON.stringify(head)).join(',\n')}\n]`}
        </Copyable>
      </>
    ),
  };
}

function Outcome({ check, words }: { check: Check; words: Words }): VNode {
  const { startedAt, endedAt, report, read, of } = check;
  if (endedAt === null) {
    return (
      <div class="note" role="status">
        <p>{words.text('stillReading', { read: words.number(read), of: words.number(of) })}</p>
        <p>
          <a class="button" href="/audit/verification">
            {words.text('refreshProgress')}
          </a>
        </p>
      </div>
    );
  }
  return (
    <div class={report?.faults.length === 0 ? 'note good' : 'note bad'} role="status">
      {report === null ? <p>{words.text('brokenOff')}</p> : <Result report={report} words={words} />}
      <p class="muted">
        {words.text('begunAt')} <Instant at={startedAt} words={words} />
      </p>
    </div>
  );
}

function Result({
  report: { entries, chains, faults },
  words,
}: {
  report: AuditReport;
  words: Words;
}): VNode {
  const size = {
    entries: words.count('entriesCount', entries),
    chains: words.count('chainsCount', chains.length),
  };
  if (faults.length === 0) {
    return (
      <p>
        <strong>{words.text('auditIsIntact', size)}</strong>
      </p>
    );
  }
  return (
    <>
      <p>
        <strong>{words.count('auditHasFaults', faults.length, size)}</strong>
      </p>
      <ul>
        {faults.slice(0, MOST_FAULTS).map((fault) => (
          <li>{sentenceOf(fault, words)}</li>
        ))}
      </ul>
      {faults.length > MOST_FAULTS && (
        <p>{words.text('moreFaults', { command: 'scorecard audit verify' })}</p>
      )}
    </>
  );
}

function sentenceOf({ chain, position, reason }: AuditFault, words: Words): string {
  return `${chain}${position === null ? '' : ` ${position}`}: ${words.reason(reason)}`;
}
