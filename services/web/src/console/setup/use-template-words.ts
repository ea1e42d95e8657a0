import { useSetupSay } from './say.ts';

/** The names that a set-up begins with, in the language of the owner. */
export const useTemplateWords = () => {
  const say = useSetupSay();
  return {
    tiers: [say('setup.tier.bronze'), say('setup.tier.silver'), say('setup.tier.gold')],
    reward: say('setup.reward.first'),
    branch: say('setup.branch.first'),
  } as const;
};
