-- The same two tables for the embedded database of the demo and the tests (`COUNTERS_URL=pglite:`).
-- Text compares byte for byte; a timestamp without time zone is what MySQL calls a datetime.
CREATE TABLE IF NOT EXISTS sites (
  enterprise    varchar(50) COLLATE "C" NOT NULL,
  code          varchar(50) COLLATE "C" NOT NULL,
  ip_till       varchar(50),
  country       varchar(50),
  city          varchar(50),
  open          timestamp(0),
  close         timestamp(0),
  timezone      varchar(50),
  ignore        integer,
  ignore_reason varchar(255),
  last_update   timestamp(0),
  PRIMARY KEY (enterprise, code)
);
CREATE TABLE IF NOT EXISTS counting (
  enterprise varchar(50) COLLATE "C" NOT NULL,
  code       varchar(50) COLLATE "C" NOT NULL,
  day_date   timestamp(0) NOT NULL,
  count      integer,
  PRIMARY KEY (enterprise, code, day_date)
);
