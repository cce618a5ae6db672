import { ClaimInput } from '../../claims/dto/claim.dto.js';
import { ClaimsReader } from '../../claims/claims.reader.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { LinkInput } from '../../comparison/dto/link.dto.js';
import { LinksReader } from '../../comparison/links/links.reader.js';
import { LinksService } from '../../comparison/links/links.service.js';
import { PairsReader } from '../../comparison/pairs.reader.js';
import type { Shell } from '../shell.js';
import { Transactions } from '../../database/transactions.js';
import { PassageReferences } from '../../sources/passage-references.js';
import { UsageError } from '../run-safely.js';
import { withServices } from '../session.js';
import { checked, fieldsOf, given, partsOf } from '../input.js';

/** The fields of a claim as options name them. */
export interface ClaimOptions {
  text?: string;
  complete?: string;
  total?: string;
  level?: string[];
  area?: string;
  quotation?: string;
  citation?: string;
  passage?: string;
  json?: boolean;
}

/** `scorecard claim add`. */
export async function addClaim(
  shell: Shell,
  plan: string,
  file: string | undefined,
  options: ClaimOptions,
): Promise<number> {
  const { complete, total, level = [], quotation, citation, passage } = options;
  if ([quotation, citation, passage].filter((one) => one !== undefined).length > 1)
    throw new UsageError('Give one of --quotation, --citation and --passage: a claim stands in one place.');
  const input = await checked(
    ClaimInput,
    await fieldsOf(shell, file, {
      text: options.text,
      area: options.area,
      complete: numberFrom(complete),
      total: numberFrom(total),
      levels: level.length > 0 ? level : undefined,
      passage,
      ...placeFrom('--quotation', 'source:quotation', 'exact', quotation),
      ...placeFrom('--citation', 'source:summary', 'summary', citation),
    }),
  );
  const { text, complete: counted, total: of, levels, area, ...reference } = input;
  return withServices(shell, async (services) => {
    const references = services.get(PassageReferences);
    const placed = await references.resolveOne(reference);
    const claim = await services.get(Transactions).run(async (tx) => {
      const passageId = await references.idOf(tx, reference, placed, '');
      const id = await services
        .get(ClaimsService)
        .add(tx, plan, { text, complete: counted, total: of, levels, area, passageId });
      return services.get(ClaimsReader).get(plan, String(id));
    });
    return shell.tell(options, claim, `Added to ${plan}: claim ${claim.id}`);
  });
}

/** `scorecard link`: proposed, unless it says otherwise. */
export async function linkObjectives(
  shell: Shell,
  fromPlan: string,
  from: string,
  toPlan: string,
  to: string,
  options: { relation: string; rationale: string; state?: string; json?: boolean },
): Promise<number> {
  const { relation, rationale, state } = options;
  const input = await checked(LinkInput, given({ from, to, relation, rationale, state }));
  return withServices(shell, async (services) => {
    const pair = await services.get(PairsReader).get(fromPlan, toPlan);
    const link = await services.get(Transactions).run(async (tx) => {
      const id = await services.get(LinksService).propose(tx, pair, input);
      return services.get(LinksReader).get(pair, id);
    });
    return shell.tell(options, link, `Linked: ${from} of ${fromPlan} to ${to} of ${toPlan} (${link.state})`);
  });
}

/** What is no number stays what it is, for the rules of the body to say so. */
function numberFrom(typed: string | undefined): unknown {
  return typed === undefined || !/^\d+$/.test(typed) ? typed : Number(typed);
}

function placeFrom(
  option: string,
  form: string,
  words: 'exact' | 'summary',
  typed: string | undefined,
): Record<string, unknown> {
  if (typed === undefined) return {};
  const [source, said] = partsOf(option, form, typed);
  return { source, [words]: said };
}
