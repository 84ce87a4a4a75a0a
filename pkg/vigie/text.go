package vigie

import "strings"

// Language is a language of the screens.
type Language string

// The languages there are.
const (
	French  Language = "fr"
	English Language = "en"
)

// LanguageOf reads a language tag such as `fr-FR`. English is for everybody who does not read French; ok is false for no tag.
func LanguageOf(tag string) (language Language, ok bool) {
	switch primary, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-"); primary {
	case "":
		return English, false
	case "fr":
		return French, true
	default:
		return English, true
	}
}

// Text is a sentence in the languages of the screens.
type Text struct {
	FR string `json:"fr"`
	EN string `json:"en"`
}

// In gives the sentence in one language.
func (t Text) In(language Language) string {
	if language == French {
		return t.FR
	}
	return t.EN
}

// Then gives both texts as one, the second after a space.
func (t Text) Then(next Text) Text {
	return Text{FR: t.FR + " " + next.FR, EN: t.EN + " " + next.EN}
}
