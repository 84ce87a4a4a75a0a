-- The counters database as another system owns it (MySQL 8, MariaDB and what speaks their protocol).
-- Vigie reads both tables and writes only `sites`; it needs no index of its own.
-- No character set is named: the tables take the database's, and Vigie is exact on every collation.
CREATE TABLE IF NOT EXISTS sites (
  enterprise    varchar(50)  NOT NULL, -- client company
  code          varchar(50)  NOT NULL, -- shop code; '001': leading zeros count
  ip_till       varchar(50),           -- address of the counter
  country       varchar(50),
  city          varchar(50),
  open          datetime,              -- only the time of day means something
  close         datetime,
  timezone      varchar(50),           -- IANA name; can be empty or wrong in old rows
  `ignore`      integer,               -- 0 or NULL: operational; anything else: not
  ignore_reason varchar(255),
  last_update   datetime,              -- UTC
  PRIMARY KEY (enterprise, code)
);
CREATE TABLE IF NOT EXISTS counting (
  enterprise varchar(50) NOT NULL,
  code       varchar(50) NOT NULL,
  day_date   datetime    NOT NULL,     -- local day of the shop, usually at 00:00:00; some feeds write one row an hour
  count      integer,
  PRIMARY KEY (enterprise, code, day_date)
);
