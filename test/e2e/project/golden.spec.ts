import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBuilt } from '../../support/processes/built-program.js';
import {
  datasetSchemaFile,
  type GoldenFiles,
  heldIn,
  heldQueries,
  openApiFile,
  queryFiles,
  schemaFile,
  writeGolden,
} from '../../support/golden/golden-files.js';
import { startService, type TestService } from '../../support/service.js';

const REMEDY = 'If this change is meant, run `npm run golden` and commit what it writes.';

/** With GOLDEN=write the files are written anew, which is what `npm run golden` does. */
const isWriting = process.env.GOLDEN === 'write';

function hold(files: GoldenFiles): void {
  if (isWriting) writeGolden(files);
  for (const [path, text] of files) {
    expect({ path, remedy: REMEDY, text: heldIn(path) }).toEqual({ path, remedy: REMEDY, text });
  }
}

describe('golden files', () => {
  let service: TestService;
  beforeAll(async () => {
    await ensureBuilt();
    service = await startService({ seed: false });
  });
  afterAll(() => service.stop());

  it('show the schema that the migrations make', async () => {
    hold(await schemaFile(service));
  });

  it('show the OpenAPI document that is served', async () => {
    hold(await openApiFile(service));
  });

  it('show the JSON Schema of a dataset', () => {
    hold(datasetSchemaFile());
  });

  it('show every named statement as Postgres gets it, and none that is gone', async () => {
    const files = await queryFiles();
    expect(files.size).toBeGreaterThan(60);
    hold(files);
    expect({ remedy: REMEDY, paths: heldQueries() }).toEqual({
      remedy: REMEDY,
      paths: [...files.keys()].toSorted(),
    });
  });
});
