import type { LocalizedText } from '../../domain/tickets/labels.ts';

/** Sentences about the counters database. */
export const COUNTERS_TEXTS = {
  off: (): LocalizedText => ({
    fr: 'Les compteurs sont désactivés : COUNTERS_URL n’est pas défini.',
    en: 'The counters are off: COUNTERS_URL is not set.',
  }),
  answers: (embedded: boolean, rows: number): LocalizedText => ({
    fr: `La base ${embedded ? 'embarquée ' : ''}des compteurs répond : ${rows} lignes de comptage.`,
    en: `The ${embedded ? 'embedded ' : ''}counters database answers: ${rows} rows of counts.`,
  }),
  answersSoFar: (embedded: boolean): LocalizedText => ({
    fr: `La base ${embedded ? 'embarquée ' : ''}des compteurs répond.`,
    en: `The ${embedded ? 'embedded ' : ''}counters database answers.`,
  }),
  /** What every row is read for is named, since it is missing so far. */
  readingRows: (series: { read: number; all: number } | undefined): LocalizedText => {
    const { read, all } = series ?? { read: 0, all: 0 };
    return {
      fr: `Lecture de toutes les lignes de counting en cours${all === 0 ? '' : ` (${read} compteurs sur ${all})`} : lignes invalides, sans date utilisable, futures ou de codes inconnus sont encore à compter ; redemandez plus tard.`,
      en: `Every row of counting is being read${all === 0 ? '' : ` (${read} of ${all} counters)`}: rows that are invalid, without a usable date, of the future or of unknown codes are still to be counted; ask again later.`,
    };
  },
  readingWeeks: (): LocalizedText => ({
    fr: 'Examen des dernières semaines en cours : les habitudes des flux et toutes les lignes de counting restent à voir ; redemandez plus tard.',
    en: 'The last weeks are being looked at: the habits of feeds and every row of counting are still to come; ask again later.',
  }),
  writable: (): LocalizedText => ({
    fr: 'Son utilisateur peut modifier les compteurs.',
    en: 'Its user may change sites.',
  }),
  readOnly: (): LocalizedText => ({
    fr: 'Son utilisateur ne peut que lire : les compteurs sont visibles, pas modifiables (accordez INSERT et UPDATE sur sites pour les modifier).',
    en: 'Its user may only read: sites can be looked at, not changed (grant INSERT and UPDATE on sites to change them).',
  }),
  finding: (what: LocalizedText, places: LocalizedText): LocalizedText => ({
    fr: `${what.fr} : ${places.fr}.`,
    en: `${what.en}: ${places.en}.`,
  }),

  withoutTransactions: (): LocalizedText => ({
    fr: 'Des tables utilisent un moteur sans transactions (MyISAM par exemple) ; une modification de compteur interrompue peut y rester à moitié faite, et chaque lecture attend les écritures',
    en: 'Tables use an engine without transactions (such as MyISAM); a change of a site that is interrupted may stay there half done, and each reading waits for writings',
  }),
  useInnodb: (): LocalizedText => ({
    fr: 'Passez-les en InnoDB (ALTER TABLE … ENGINE=InnoDB) si l’autre système le permet.',
    en: 'Move them to InnoDB (ALTER TABLE … ENGINE=InnoDB) where the other system allows it.',
  }),
  timestampDays: (): LocalizedText => ({
    fr: 'counting.day_date est de type TIMESTAMP ; ses jours sont ceux du fuseau horaire du serveur de la base, et changent avec lui',
    en: 'counting.day_date is of the type TIMESTAMP; its days are those of the database server’s time zone, and change with it',
  }),
  useDatetime: (): LocalizedText => ({
    fr: 'Vérifiez que ce fuseau est celui dans lequel le flux écrit, ou passez la colonne en DATETIME.',
    en: 'Check that this is the time zone in which the feed writes, or make the column a DATETIME.',
  }),

  keyless: (sites: number, counting: number): LocalizedText => ({
    fr: `${sites} lignes de sites et ${counting} de counting n'ont pas d'entreprise ou de code (NULL) : elles ne comptent nulle part`,
    en: `${sites} rows of sites and ${counting} of counting have no enterprise or no code (NULL): they count nowhere`,
  }),
  giveKeys: (): LocalizedText => ({
    fr: 'Donnez-leur une entreprise et un code, ou supprimez-les.',
    en: 'Give them an enterprise and a code, or delete them.',
  }),
  invalidRows: (nulls: number, negatives: number): LocalizedText => ({
    fr: `${nulls} lignes sans valeur et ${negatives} à valeur négative comptent comme absentes`,
    en: `${nulls} rows without a count and ${negatives} with a negative one count as absent`,
  }),
  correctRows: (): LocalizedText => ({
    fr: 'Corrigez-les, ou le flux qui les écrit.',
    en: 'Correct them, or the feed that writes them.',
  }),
  unusableDays: (rows: number): LocalizedText => ({
    fr: `${rows} lignes portent une date inutilisable (absente, 0000-00-00, inexistante telle que 2024-02-30, ou antérieure au 02/01/1970) ; elles ne comptent nulle part`,
    en: `${rows} rows have no usable date (none, 0000-00-00, one that does not exist such as 2024-02-30, or one before 1970-01-02); they count nowhere`,
  }),
  unknownCodes: (rows: number): LocalizedText => ({
    fr: `${rows} lignes portent des codes absents de sites ; elles entrent dans les sommes, jamais dans les alertes`,
    en: `${rows} rows belong to codes that are not in sites; they enter sums, never alerts`,
  }),
  addSites: (): LocalizedText => ({
    fr: 'Ajoutez ces compteurs, ou corrigez les codes du flux.',
    en: 'Add these sites, or correct the codes of the feed.',
  }),
  unknownEnterprises: (rows: number): LocalizedText => ({
    fr: `${rows} lignes portent des entreprises sans compteur ; elles ne comptent nulle part`,
    en: `${rows} rows belong to enterprises that have no site; they count nowhere`,
  }),
  addEnterprise: (): LocalizedText => ({
    fr: 'Ajoutez un de leurs compteurs, ou joignez l’orthographe dans les règles (counters.enterprises).',
    en: 'Add a site of theirs, or join the spelling in the rules (counters.enterprises).',
  }),
  futureRows: (rows: number): LocalizedText => ({
    fr: `${rows} lignes sont postérieures à la date du jour de leur compteur et ne comptent pas encore`,
    en: `${rows} rows are later than today at their site and do not count yet`,
  }),
  checkClocks: (): LocalizedText => ({
    fr: 'Vérifiez l’horloge des compteurs et leur fuseau horaire.',
    en: 'Check the clock of the counters and the time zone of the sites.',
  }),
  emptyZones: (sites: number): LocalizedText => ({
    fr: `${sites} compteurs n’ont pas de fuseau horaire ; celui des règles le remplace`,
    en: `${sites} sites have no time zone; the one of the rules stands in`,
  }),
  unknownZones: (sites: number): LocalizedText => ({
    fr: `${sites} compteurs ont un fuseau horaire qui n’est pas un nom IANA ; celui des règles le remplace`,
    en: `${sites} sites have a time zone that is no IANA name; the one of the rules stands in`,
  }),
  giveZone: (): LocalizedText => ({
    fr: 'Donnez-leur un nom IANA tel que Europe/Paris.',
    en: 'Give them an IANA name such as Europe/Paris.',
  }),
  unknownIgnoreWords: (): LocalizedText => ({
    fr: 'La colonne sites.ignore contient des mots qui ne disent ni oui ni non ; leurs compteurs passent pour non opérationnels et ne donnent plus d’alerte',
    en: 'The column sites.ignore holds words that say neither yes nor no; their sites pass for out of service and raise no alert any more',
  }),
  useKnownWords: (): LocalizedText => ({
    fr: 'Si l’un d’eux veut dire « opérationnel », écrivez 0, N ou non à sa place (docs/counters.md).',
    en: 'Where one of them means "operational", write 0, N or non in its place (docs/counters.md).',
  }),
  unknownGoals: (goals: number): LocalizedText => ({
    fr: `${goals} objectif${goals === 1 ? '' : 's'} des règles ne désigne${goals === 1 ? '' : 'nt'} aucune entreprise ni aucun compteur connus et ne compte${goals === 1 ? '' : 'nt'} pour personne`,
    en: `${goals} goal${goals === 1 ? '' : 's'} of the rules name${goals === 1 ? 's' : ''} no enterprise or counter that is known and count${goals === 1 ? 's' : ''} for nobody`,
  }),
  correctGoals: (): LocalizedText => ({
    fr: 'Corrigez le nom ou le code dans les règles : ils sont comparés exactement à ceux de la table sites.',
    en: 'Correct the name or the code in the rules: they are compared exactly with those of the table sites.',
  }),
  alike: (): LocalizedText => ({
    fr: 'Des entreprises aux noms semblables sont distinctes',
    en: 'Enterprises whose names look alike are different ones',
  }),
  joinOrCorrect: (): LocalizedText => ({
    fr: 'S’il s’agit d’une seule société, joignez-les dans les règles (counters.enterprises), ou corrigez la table.',
    en: 'If they are one company, join them in the rules (counters.enterprises), or correct the table.',
  }),
  duplicates: (sites: number): LocalizedText => ({
    fr: `${sites} compteurs figurent dans la table sous plusieurs orthographes que les règles joignent`,
    en: `${sites} sites stand in the table under several spellings that the rules join`,
  }),
  keepOne: (): LocalizedText => ({ fr: 'Gardez une seule ligne de chacun.', en: 'Keep one row of each.' }),
  repeatedMidnights: (siteDays: number, days: number): LocalizedText => ({
    fr:
      siteDays === 1
        ? `1 journée horaire des ${days} derniers jours a une ligne à 00:00 qui répète la somme des autres, et compte donc double`
        : `${siteDays} journées horaires des ${days} derniers jours ont une ligne à 00:00 qui répète la somme des autres, et comptent donc double`,
    en:
      siteDays === 1
        ? `1 hourly day of the last ${days} has a row at 00:00 that repeats the sum of the others, and so counts twice`
        : `${siteDays} hourly days of the last ${days} have a row at 00:00 that repeats the sum of the others, and so count twice`,
  }),
  correctFeed: (): LocalizedText => ({
    fr: 'Corrigez le flux de ces compteurs.',
    en: 'Correct the feed of these counters.',
  }),
  cumulative: (sites: number): LocalizedText => ({
    fr: `${sites} compteurs horaires envoient un total qui ne fait que croître dans la journée ; leurs sommes sont trop grandes`,
    en: `${sites} hourly feeds send a total that only grows within the day; their sums are too large`,
  }),
  sendHours: (): LocalizedText => ({
    fr: 'Faites-leur envoyer les entrées de chaque heure, et non le total depuis le matin.',
    en: 'Let them send the entries of each hour, not the total since the morning.',
  }),
  twice: (siteDays: number, days: number): LocalizedText => ({
    fr: `${siteDays} journées des ${days} derniers jours semblent envoyées deux fois : mêmes valeurs le même jour ou le lendemain`,
    en: `${siteDays} days of the last ${days} seem to be sent twice: the same figures on the same day or on the next`,
  }),
  utcMidnight: (sites: number): LocalizedText => ({
    fr: `${sites} compteurs datent leur ligne quotidienne de 22:00 ou 23:00 ; c’est sans doute minuit en UTC, et leurs chiffres sont portés la veille`,
    en: `${sites} feeds date their daily row 22:00 or 23:00; that is probably midnight in UTC, and their figures stand one day early`,
  }),
  sendLocalDays: (): LocalizedText => ({
    fr: 'Faites-leur écrire le jour local de la boutique, à 00:00.',
    en: 'Let them write the local day of the shop, at 00:00.',
  }),
};
