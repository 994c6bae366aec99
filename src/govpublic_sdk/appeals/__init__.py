"""Appeals of citizens: channels into one model, deadlines, answers back."""
