import { Claims, MongoCommands, type Documents } from '@vafa/mongo';
import { PersonVault } from '../crypto/person-vault.ts';
import { Counts } from './counts.ts';
import { MemberForm } from './member-form.ts';
import { MemberReads } from './member-reads.ts';
import type { BranchState, ClubState, MemberState, Models } from './models.ts';
import { MongoClubs } from './mongo-clubs.ts';
import { MongoCorrections } from './mongo-corrections.ts';
import { MongoFacts } from './mongo-facts.ts';
import { MongoMembers } from './mongo-members.ts';
import { MongoSpendFacts } from './mongo-spend-facts.ts';

export interface MembershipDocuments {
  readonly clubs: Documents<ClubState>;
  readonly branches: Documents<BranchState>;
  readonly members: Documents<MemberState>;
}

/** The stores on their collections; the keys that hide personal data are derived from the master key. */
export const storesOf = (models: Models, documents: MembershipDocuments, masterKey: Uint8Array) => {
  const vault = new PersonVault(masterKey);
  const reads = new MemberReads(models.members);
  const facts = new MongoSpendFacts(models.facts);
  const commandKeys = new Claims(models.commandKeys);
  const ofMembers = {
    documents: documents.members,
    reads,
    identities: new Claims(models.identities),
    corrections: new MongoCorrections(models.corrections, vault),
  };
  return {
    clubs: new MongoClubs(documents.clubs, documents.branches, commandKeys),
    members: new MongoMembers(ofMembers, vault, new MemberForm(vault)),
    // What is asked of a member is personal: it is known again by a keyed hash.
    commands: new MongoCommands(commandKeys, (clubId, body) => vault.fingerprint(clubId, body)),
    facts,
    counts: new Counts(reads, facts),
    told: new MongoFacts(documents.clubs, documents.branches, reads),
  };
};
