/** Texts of members, in English. */
export const membersEn = {
  'members.scope': 'Everybody in the club. Look somebody up by name, phone or card.',
  'members.search': 'Look up a member',
  'members.search-place': 'Name, phone or card',
  'members.failed': 'The member list could not be read',
  'members.empty': 'Nobody is in the club yet',
  'members.empty-text': 'Members come in at the till, through an import, or here.',
  'members.name': 'Name',
  'members.nameless': 'No name',
  'members.phone': 'Phone',
  'members.card': 'Card',
  'members.since': 'Member since',
  'members.enrol': 'Enrol a member',
} as const;
