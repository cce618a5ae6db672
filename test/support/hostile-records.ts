import { SessionsService } from '../../src/auth/sessions.service.js';
import { Transactions } from '../../src/database/transactions.js';
import type { Role } from '../../src/core/roles.js';
import { BELARUS, change, etagOf, record } from './api.js';
import type { TestService } from './service.js';

/** In whatever an attacker would have a page make of a text: an element, an attribute, a name of a function. */
export const MARK = 'zqx9';

/** A text that breaks out of attributes, and of the elements whose text ends at nothing but their own end. */
export const HOSTILE = `"'></title></style></textarea></script><${MARK} on${MARK}="${MARK}()"><script>${MARK}()</script><img src=x onerror=${MARK}()>{{${MARK}}}<!--`;
/** An address that runs as a script where a page makes a link of it. */
export const SCRIPT_ADDRESS = `javascript:${MARK}()`;

/** What `leaveHostileRecords` has made, for addresses. */
export interface HostileRecords {
  source: string;
  tokenId: string;
  personId: string;
  /** Of an administrator with a hostile name: for the header Cookie. */
  cookie: string;
  csrf: string;
}

/** Leaves hostile texts wherever people and programs write some that pages show. */
export async function leaveHostileRecords(service: TestService): Promise<HostileRecords> {
  const admin = await signedIn(service, 'admin', HOSTILE);
  const names = { ru: HOSTILE };
  await change(service, BELARUS, {
    title: HOSTILE,
    titles: names,
    provenanceNote: HOSTILE,
    holder: { name: HOSTILE, names },
  });
  await change(service, `${BELARUS}/areas/external`, { name: HOSTILE, names });
  const objective = `${BELARUS}/objectives/EXT-09`;
  await change(service, objective, { title: HOSTILE, titles: names, note: HOSTILE });
  const source = `${MARK}-source`;
  const fields = { title: HOSTILE, authors: [HOSTILE], publisher: HOSTILE, rights: HOSTILE, note: HOSTILE };
  await service
    .http()
    .post('/api/v1/sources')
    .send({ slug: source, ...fields })
    .expect(201);
  await service
    .http()
    .put(`/api/v1/sources/${source}/text`)
    .set('If-Match', await etagOf(service, `/api/v1/sources/${source}`))
    .type('text/plain; charset=utf-8')
    .send(`Before it. ${HOSTILE} After it.`)
    .expect(200);
  // The API takes no such address; an import of long ago, or somebody at the database, might have left one.
  await service.database.source.query('UPDATE source SET url = $1, archive_url = $1 WHERE slug = $2', [
    SCRIPT_ADDRESS,
    source,
  ]);
  const rated = await record(service, objective, {
    assessor: 'presidency',
    status: 'implemented',
    effectiveOn: '2023-06-01',
    rationale: HOSTILE,
    evidence: [{ source, exact: HOSTILE, summary: HOSTILE, note: HOSTILE, bearing: 'supports' }],
  });
  if (rated.status !== 201) throw new Error(`not recorded: ${rated.text}`);
  const token = await service
    .http()
    .post('/api/v1/tokens')
    .send({ name: HOSTILE.slice(0, 100), role: 'reader' })
    .expect(201);
  return { source, tokenId: token.body.id, ...admin };
}

/** Signs somebody in, as their provider would. */
export async function signedIn(
  service: TestService,
  role: Role,
  name: string,
): Promise<{ cookie: string; csrf: string; personId: string }> {
  const sessions = service.app.get(SessionsService);
  const person = { issuer: 'https://people.invalid', subject: name, name, role };
  const secret = await service.app.get(Transactions).run((tx) => sessions.open(tx, person));
  const session = (await sessions.find(secret))!;
  return { cookie: `scorecard-session=${secret}`, csrf: session.csrf, personId: session.personId };
}
