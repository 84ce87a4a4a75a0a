/** What `GET /v1/datasets` answers, by names that say what they are in an editor. */
export type {
  Catalogue as CatalogueAnswer,
  Column as ColumnDescription,
  Dataset as DatasetDescription,
  Parameter as ParameterDescription,
} from '../api/contract';
