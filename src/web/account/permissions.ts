import type { Role } from '../../core/roles.js';
import type { BareKey } from '../../language/texts.js';

/** What somebody with a role may do. */
export const MAY: Record<Role, BareKey> = {
  reader: 'mayReader',
  analyst: 'mayAnalyst',
  editor: 'mayEditor',
  admin: 'mayAdmin',
};
