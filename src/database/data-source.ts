import pg from 'pg';
import { DataSource } from 'typeorm';
import { CreatePlans1764000000001 } from '../../migrations/1764000000001-create-plans.js';
import { CreateSources1764000000002 } from '../../migrations/1764000000002-create-sources.js';
import { CreateAssessments1764000000003 } from '../../migrations/1764000000003-create-assessments.js';
import { CreateIdempotencyKeys1764000000004 } from '../../migrations/1764000000004-create-idempotency-keys.js';
import { Search1764000000005 } from '../../migrations/1764000000005-search.js';
import { CreateSourceTexts1764000000006 } from '../../migrations/1764000000006-create-source-texts.js';
import { CreateAudit1764000000007 } from '../../migrations/1764000000007-create-audit.js';
import { CreateAccess1764000000008 } from '../../migrations/1764000000008-create-access.js';
import { MapScales1764000000010 } from '../../migrations/1764000000010-map-scales.js';
import { CreateSnapshots1764000000011 } from '../../migrations/1764000000011-create-snapshots.js';
import { TranslateWording1764000000012 } from '../../migrations/1764000000012-translate-wording.js';
import { CreateObjectiveLinks1764000000020 } from '../../migrations/1764000000020-create-objective-links.js';
import { PlansFollowWhatTheyShow1764000000030 } from '../../migrations/1764000000030-plans-follow-what-they-show.js';
import { FindUsesOfPassages1764000000040 } from '../../migrations/1764000000040-find-uses-of-passages.js';
import { DateSourcesAsTheyAreDated1764000000041 } from '../../migrations/1764000000041-date-sources-as-they-are-dated.js';
import { KeepOneSourcePerAddress1764000000042 } from '../../migrations/1764000000042-keep-one-source-per-address.js';
import { FindNumbersBehindHyphens1764000000043 } from '../../migrations/1764000000043-find-numbers-behind-hyphens.js';
import { CreateObjectiveDecisions1764000000050 } from '../../migrations/1764000000050-create-objective-decisions.js';
import { MarkSuggestedReasons1764000000051 } from '../../migrations/1764000000051-mark-suggested-reasons.js';
import { VersionDigests1764000000060 } from '../../migrations/1764000000060-version-digests.js';
import { OrderAssessors1764000000070 } from '../../migrations/1764000000070-order-assessors.js';
import { PlansHaveALife1764000000080 } from '../../migrations/1764000000080-plans-have-a-life.js';
import { StrikeObjectives1764000000081 } from '../../migrations/1764000000081-strike-objectives.js';
import { DiscardDrafts1764000000082 } from '../../migrations/1764000000082-discard-drafts.js';
import { KeepStruckObjectives1764000000083 } from '../../migrations/1764000000083-keep-struck-objectives.js';
import { LetClaimsBeMadeAndRetracted1764000000090 } from '../../migrations/1764000000090-let-claims-be-made-and-retracted.js';
import { TranslateAcronyms1764000000095 } from '../../migrations/1764000000095-translate-acronyms.js';
import { MarkUnreadEvidence1764000000100 } from '../../migrations/1764000000100-mark-unread-evidence.js';
import { CreateImports1764000000110 } from '../../migrations/1764000000110-create-imports.js';
import { within } from '../core/within.js';
import { DeadlineClient, SILENCE_MS } from './deadline-client.js';

export const MIGRATIONS = [
  CreatePlans1764000000001,
  CreateSources1764000000002,
  CreateAssessments1764000000003,
  CreateIdempotencyKeys1764000000004,
  Search1764000000005,
  CreateSourceTexts1764000000006,
  CreateAudit1764000000007,
  CreateAccess1764000000008,
  MapScales1764000000010,
  CreateSnapshots1764000000011,
  TranslateWording1764000000012,
  CreateObjectiveLinks1764000000020,
  PlansFollowWhatTheyShow1764000000030,
  FindUsesOfPassages1764000000040,
  DateSourcesAsTheyAreDated1764000000041,
  KeepOneSourcePerAddress1764000000042,
  FindNumbersBehindHyphens1764000000043,
  CreateObjectiveDecisions1764000000050,
  MarkSuggestedReasons1764000000051,
  VersionDigests1764000000060,
  OrderAssessors1764000000070,
  PlansHaveALife1764000000080,
  StrikeObjectives1764000000081,
  DiscardDrafts1764000000082,
  KeepStruckObjectives1764000000083,
  LetClaimsBeMadeAndRetracted1764000000090,
  TranslateAcronyms1764000000095,
  MarkUnreadEvidence1764000000100,
  CreateImports1764000000110,
];

const DATE: number = pg.types.builtins.DATE;

/** Days stay text: as a JavaScript Date they would shift with the machine's time zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format): unknown =>
    Number(oid) === DATE ? String : pg.types.getTypeParser(Number(oid), format),
};

/** How long connections may take to end when they are told to. */
const ENDING_MS = 2000;

/** Ends the connections, and drops those that a silent server keeps from ending. */
export async function closeDataSource(source: DataSource): Promise<void> {
  if (!source.isInitialized) return;
  const { opened } = (source.options as { extra: { opened: Set<DeadlineClient> } }).extra;
  const done = source.destroy();
  await within(ENDING_MS, done).catch(() => {
    for (const client of opened) client.giveUp('the program is stopping');
    return done;
  });
}

/**
 * A data source on the given Postgres, not yet connected. The schema is made by the migrations alone.
 * @param silenceMs see {@link SILENCE_MS}
 */
export function createDataSource(
  url: string,
  entities: (new () => object)[],
  poolSize = 16,
  silenceMs = SILENCE_MS,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    synchronize: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    poolSize,
    applicationName: 'presidency-scorecard',
    connectTimeoutMS: 10_000,
    extra: {
      Client: DeadlineClient,
      opened: new Set<DeadlineClient>(),
      silenceMs,
      keepAlive: true,
      types,
      // Less than the silence after which a connection is given up.
      statement_timeout: 20_000,
      lock_timeout: 15_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
}
