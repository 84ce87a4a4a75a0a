/** Titles of the columns that several tables of counters share. */
export const TITLES = {
  enterprise: { fr: 'Entreprise', en: 'Enterprise' },
  code: { fr: 'Code', en: 'Shop code' },
  city: { fr: 'Ville', en: 'City' },
};
