import type { VNode } from 'preact';
import type { Words } from '../../language/words.js';
import { dissentTexts, levelLabel, placeOf } from '../../reporting/scorecard/formats/wording.js';
import type { CitedPassage, Scorecard } from '../../reporting/scorecard/scorecard.js';
import { pageOf } from '../page/visit.js';
import { nothingMissedText } from '../../reporting/scorecard/formats/coverage.js';
import { Spoken } from '../../documents/html/spoken.js';

/** What was not achieved and why, what was late, and what changed since an earlier day. */
export function Findings({ card, words }: { card: Scorecard; words: Words }): VNode {
  const { notComplete, late, changes, plan } = card;
  return (
    <>
      <h2>{words.text('notAchieved')}</h2>
      {notComplete.length === 0 && <p>{nothingMissedText(card.total, words)}</p>}
      {notComplete.map(({ code, title, level, effectiveOn, cause, rationale, passages }) => (
        <section class="finding keep">
          <h3>
            <a href={pageOf.objective(plan.slug, code)}>
              {code} <Spoken text={title} />
            </a>
          </h3>
          <p>
            <strong>
              <Spoken text={levelLabel(card, level)} />
            </strong>{' '}
            · {words.day(effectiveOn)}
            {cause !== null && (
              <> · {words.text('labelled', { label: words.text('cause'), text: words.text(cause) })}</>
            )}
          </p>
          <Others code={code} card={card} words={words} />
          <p dir="auto">
            <Spoken text={rationale} />
          </p>
          {passages.map((passage) => (
            <Cited passage={passage} card={card} words={words} />
          ))}
        </section>
      ))}
      {late.length > 0 && (
        <>
          <h2>{words.text('lateTitle')}</h2>
          <ul>
            {late.map(({ code, title, level, effectiveOn }) => (
              <li>
                <a href={pageOf.objective(plan.slug, code)}>
                  {code} <Spoken text={title} />
                </a>
                : <Spoken text={levelLabel(card, level)} />, {words.day(effectiveOn)}
                <Others code={code} card={card} words={words} />
              </li>
            ))}
          </ul>
        </>
      )}
      {changes !== undefined && (
        <>
          <h2>{words.text('changesSince', { day: words.day(changes.since) })}</h2>
          <p>
            {words.text('thenAndNow', {
              day: words.day(changes.since),
              then: changes.total.complete,
              now: card.total.complete,
            })}{' '}
            {changes.objectives.length === 0
              ? words.text('noChanges')
              : words.count('changedCount', changes.objectives.length)}
          </p>
          <ul>
            {changes.objectives.map(({ code, title, from, to }) => (
              <li>
                <a href={pageOf.objective(plan.slug, code)}>
                  {code} <Spoken text={title} />
                </a>
                : <Spoken text={levelLabel(card, from)} /> → <Spoken text={levelLabel(card, to)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** What other assessors say of an objective, where that is another status. */
export function Others({ code, card, words }: { code: string; card: Scorecard; words: Words }): VNode {
  return (
    <>
      {dissentTexts(code, card, words).map((text) => (
        <div class="muted">
          <Spoken text={text} />
        </div>
      ))}
    </>
  );
}

/** A passage with its bearing and its place: the source's own words in quotation marks, our summary without. */
function Cited({ passage, card, words }: { passage: CitedPassage; card: Scorecard; words: Words }): VNode {
  const { exact, summary, bearing, source } = passage;
  return (
    <blockquote dir="auto">
      <span class="muted">{words.text(bearing)}: </span>
      {exact === null ? (
        <Spoken text={summary ?? ''} />
      ) : (
        <q>
          <Spoken text={exact} />
        </q>
      )}{' '}
      <a href={pageOf.source(source)}>
        <Spoken text={placeOf(passage, card, words)} />
      </a>
    </blockquote>
  );
}
